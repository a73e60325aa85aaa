// What an attempt logs, as it is written, and parts of what it logged before.
import { createEffect, createMemo, createSignal, For, on, onCleanup, Show, type JSX } from 'solid-js'
import { address, log, logPath, type LogLine, type LogPart } from '../../api/client'
import { connection } from '../../live/events'
import { keepOpen, type Connection, type Stream } from '../../live/stream'
import { attempt as attempted } from '../../parts/toast'
import { NOTHING, partOf, start, withEarlier, withLater, type Part } from './log-part'
import { LogSearch } from './log-search'
import { LogText } from './log-text'

/** The end of the log that is read first, and what is read around a line that was found, in bytes. */
const END = 60_000
/** What is read before or after, in bytes: more would take the page more than a tenth of a second to draw. */
const PART = 100_000
const NAMED = 20

export function Log(props: { id: string; attempts: number; live: boolean }): JSX.Element {
  const [chosen, setChosen] = createSignal<number>()
  const [part, setPart] = createSignal(NOTHING)
  /** Whether the end is shown, and what is added. */
  const [atEnd, setAtEnd] = createSignal(true)
  /** How the stream of what is added is; undefined: there is none. */
  const [following, setFollowing] = createSignal<Connection>()
  const attempt = () => chosen() ?? props.attempts
  const from = createMemo(() => start(part()))
  const found = () => part().blocks.find((block) => block.found !== undefined)?.found
  let reading = new AbortController()
  let stream: Stream | undefined
  let section: HTMLElement | undefined
  const shown = () => section?.querySelector('pre')

  /** Shows what is added by `change`; who looks at the end goes on looking at the end. */
  function add(change: (before: Part) => Part): void {
    const pre = shown()
    const below = !pre || pre.scrollHeight - pre.scrollTop - pre.clientHeight < 4
    setPart(change)
    if (below) shown()?.scrollTo({ top: shown()?.scrollHeight ?? 0 })
  }

  /** Shows the end and what is added, from its end on if `anew`, else from where the page is. */
  function follow(anew: boolean): void {
    stop()
    let fresh = anew
    stream = keepOpen(
      () => `${address(logPath(props.id, attempt()))}/live?offset=${fresh ? -END : part().next}`,
      {
        piece: (data) => {
          const piece = JSON.parse(data) as LogPart
          const first = fresh
          fresh = false
          add((before) => (first ? partOf(piece) : withLater(before, piece)))
        },
        end: stop,
      },
      setFollowing,
    )
  }

  function stop(): void {
    reading.abort()
    reading = new AbortController()
    stream?.close()
    stream = undefined
    setFollowing(undefined)
  }

  function toEnd(): void {
    setAtEnd(true)
    if (props.live && attempt() === props.attempts) return follow(true)
    stop()
    look(async (fresh) => {
      const end = await log(props.id, attempt(), -END, END, fresh)
      setPart(partOf(end))
      shown()?.scrollTo({ top: shown()?.scrollHeight ?? 0 })
    })
  }

  /** Reads a part; a reading that another one overtakes is none. */
  function look(read: (fresh: AbortSignal) => Promise<void>): void {
    reading.abort()
    reading = new AbortController()
    const fresh = reading.signal
    void attempted(async () => {
      try {
        await read(fresh)
      } catch (e) {
        if (!fresh.aborted) throw e
      }
    })
  }

  const show = (line: LogLine): void => {
    stop()
    look(async (fresh) => {
      const begin = Math.max(0, line.offset - END / 2)
      const before = begin < line.offset ? await log(props.id, attempt(), begin, line.offset - begin, fresh) : { text: '' }
      const after = await log(props.id, attempt(), line.offset, END / 2, fresh)
      setAtEnd(false)
      setPart(withEarlier(partOf(after, line.offset), before.text))
      const pre = shown()
      const mark = pre?.querySelector('mark')
      if (pre && mark) pre.scrollTop += mark.getBoundingClientRect().top - pre.getBoundingClientRect().top - pre.clientHeight / 3
    })
  }

  const earlier = (): void =>
    look(async (fresh) => {
      const end = from()
      const begin = Math.max(0, end - PART)
      const before = await log(props.id, attempt(), begin, end - begin, fresh)
      // What is added meanwhile may have taken the place of the beginning.
      if (from() !== end) return
      const pre = shown()
      const below = pre ? pre.scrollHeight - pre.scrollTop : 0
      const now = withEarlier(part(), before.text)
      if (now.next < part().next) {
        setAtEnd(false)
        stop()
      }
      setPart(now)
      const after = shown()
      if (after) after.scrollTop = after.scrollHeight - below
    })

  const later = (): void =>
    look(async (fresh) => {
      const more = await log(props.id, attempt(), part().next, PART, fresh)
      setPart(withLater(part(), more))
    })

  createEffect(
    on([() => props.id, attempt, () => props.live], ([id, number, live], before) => {
      if (before?.[0] !== id || before[1] !== number) {
        setPart(NOTHING)
        return toEnd()
      }
      // The stream of an attempt that has ended tells the rest and ends by itself.
      if (live && atEnd() && !stream && number === props.attempts) follow(false)
    }),
  )
  // When the server is there again, there is no need to wait.
  createEffect(on(connection, (now) => now === 'live' && following() === 'lost' && stream?.now(), { defer: true }))
  onCleanup(stop)
  const numbers = () => Array.from({ length: Math.min(NAMED, props.attempts) }, (_, i) => props.attempts - i)
  return (
    <Show when={part().blocks.length || chosen() !== undefined}>
      <section aria-label="Log" ref={section}>
        <h2>
          Log <Show when={following()}>{(now) => <span class="quiet">{now() === 'lost' ? 'no news: trying again' : 'as it is written'}</span>}</Show>
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
        <LogSearch id={props.id} attempt={attempt()} chosen={found()} show={show} />
        <Show when={part().blocks.length} fallback={<p class="quiet">This attempt logged nothing.</p>}>
          <LogText blocks={part().blocks} label={`Log of attempt ${attempt()}`} />
        </Show>
      </section>
    </Show>
  )
}
