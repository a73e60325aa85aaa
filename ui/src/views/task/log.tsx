// What an attempt logs, as it is written, and parts of what it logged before.
import { createEffect, createMemo, createSignal, For, on, onCleanup, Show, type JSX } from 'solid-js'
import { address, log, logPath, Problem, type LogLine } from '../../api/client'
import { Output } from '../../parts/output'
import { attempt as attempted } from '../../parts/toast'
import { LogSearch } from './log-search'

/** The end of the log that is read first, and what is read around a line that was found, in bytes. */
const END = 60_000
/** What is read before or after, in bytes. */
const PART = 200_000
/** What is read of what is added, in bytes. */
const ADDED = 1 << 20
/** The page keeps this much; the whole is for the download. */
const KEPT = 1_000_000
const EVERY = 2_000
const NAMED = 20

const bytes = (text: string): number => new TextEncoder().encode(text).length

/** A part of the log: it ends at byte `next` of `length`; the line at character `marked` was searched. */
interface Part {
  text: string
  next: number
  length: number
  marked?: number
  /** The line that was found, in bytes. */
  found?: number
}

const NOTHING: Part = { text: '', next: 0, length: 0 }

export function Log(props: { id: string; attempts: number; live: boolean }): JSX.Element {
  const [chosen, setChosen] = createSignal<number>()
  const [part, setPart] = createSignal(NOTHING)
  /** Whether the end is shown, and what is added. */
  const [atEnd, setAtEnd] = createSignal(true)
  const [whole, setWhole] = createSignal(false)
  const attempt = () => chosen() ?? props.attempts
  const grows = () => props.live && attempt() === props.attempts
  const follows = () => grows() && atEnd()
  const from = createMemo(() => part().next - bytes(part().text))
  let controller = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Whether the end is read instead of what is added. */
  let anew = true
  let section: HTMLElement | undefined
  const shown = () => section?.querySelector('pre')

  async function readOn(fresh: AbortSignal): Promise<void> {
    try {
      const more = anew ? await log(props.id, attempt(), -END, END, fresh) : await log(props.id, attempt(), part().next, ADDED, fresh)
      const pre = shown()
      const below = anew || !pre || pre.scrollHeight - pre.scrollTop - pre.clientHeight < 4
      setPart({ ...more, text: ((anew ? '' : part().text) + more.text).slice(-KEPT) })
      anew = false
      if (below && more.text) shown()?.scrollTo({ top: shown()?.scrollHeight ?? 0 })
    } catch (e) {
      // An aborted reading is none; after a refused one the next tries again.
      if (!(e instanceof Problem)) return
    }
    if (follows() && !fresh.aborted) timer = setTimeout(() => void readOn(fresh), EVERY)
  }

  function stop(): AbortSignal {
    controller.abort()
    clearTimeout(timer)
    controller = new AbortController()
    return controller.signal
  }

  function toEnd(): void {
    anew = true
    setWhole(false)
    setAtEnd(true)
    void readOn(stop())
  }

  /** Reads other parts than the end; a reading that another one overtakes is none. */
  function look(read: (fresh: AbortSignal) => Promise<void>): void {
    const fresh = stop()
    void attempted(async () => {
      try {
        await read(fresh)
      } catch (e) {
        if (!fresh.aborted) throw e
      } finally {
        if (follows() && !fresh.aborted) timer = setTimeout(() => void readOn(fresh), EVERY)
      }
    })
  }

  const show = (line: LogLine): void =>
    look(async (fresh) => {
      const start = Math.max(0, line.offset - END / 2)
      const before = start < line.offset ? await log(props.id, attempt(), start, line.offset - start, fresh) : { text: '' }
      const after = await log(props.id, attempt(), line.offset, END / 2, fresh)
      setAtEnd(false)
      setWhole(true)
      setPart({ ...after, text: before.text + after.text, marked: before.text.length, found: line.offset })
      const pre = shown()
      const mark = pre?.querySelector('mark')
      if (pre && mark) pre.scrollTop += mark.getBoundingClientRect().top - pre.getBoundingClientRect().top - pre.clientHeight / 3
    })

  const earlier = (): void =>
    look(async (fresh) => {
      const end = from()
      const start = Math.max(0, end - PART)
      const before = await log(props.id, attempt(), start, end - start, fresh)
      const pre = shown()
      const below = pre ? pre.scrollHeight - pre.scrollTop : 0
      const now = part()
      const text = before.text + now.text
      const cut = text.slice(KEPT)
      if (cut) setAtEnd(false)
      setWhole(true)
      setPart({ ...now, text: text.slice(0, KEPT), next: now.next - bytes(cut), ...(now.marked === undefined ? {} : { marked: now.marked + before.text.length }) })
      const after = shown()
      if (after) after.scrollTop = after.scrollHeight - below
    })

  const later = (): void =>
    look(async (fresh) => {
      const more = await log(props.id, attempt(), part().next, PART, fresh)
      const text = part().text + more.text
      const cut = Math.max(0, text.length - KEPT)
      const { found, marked = -1 } = part()
      setPart({ ...more, text: text.slice(cut), ...(marked < cut || found === undefined ? {} : { marked: marked - cut, found }) })
    })

  createEffect(
    on([() => props.id, attempt, grows], ([id, number], before) => {
      if (before?.[0] !== id || before[1] !== number) {
        setPart(NOTHING)
        return toEnd()
      }
      if (atEnd()) void readOn(stop())
    }),
  )
  onCleanup(stop)
  const numbers = () => Array.from({ length: Math.min(NAMED, props.attempts) }, (_, i) => props.attempts - i)
  return (
    <Show when={part().text || chosen() !== undefined}>
      <section aria-label="Log" ref={section}>
        <h2>
          Log <Show when={follows()}><span class="quiet">as it is written</span></Show>
        </h2>
        <p class="facts">
          <Show when={props.attempts > 1}>
            <label>
              Attempt{' '}
              <select onChange={(event) => setChosen(Number(event.currentTarget.value))}>
                <For each={numbers()}>{(number) => <option value={number} selected={number === attempt()}>{number}</option>}</For>
              </select>
            </label>
          </Show>
          <a href={`${address(logPath(props.id, attempt()))}/whole`} download={`attempt-${attempt()}.log`}>Download</a>
          <Show when={from() > 0}><button type="button" class="plain" onClick={earlier}>Show earlier</button></Show>
          <Show when={!atEnd()}>
            <Show when={part().next < part().length}><button type="button" class="plain" onClick={later}>Show later</button></Show>
            <button type="button" class="plain" onClick={toEnd}>Back to the end</button>
          </Show>
        </p>
        <LogSearch id={props.id} attempt={attempt()} chosen={part().found} show={show} />
        <Show when={part().text} fallback={<p class="quiet">This attempt logged nothing.</p>}>
          <Output text={part().text} label={`Log of attempt ${attempt()}`} whole={whole()} marked={part().marked} />
        </Show>
      </section>
    </Show>
  )
}
