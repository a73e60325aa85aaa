// What an attempt logs, as it is written.
import { createEffect, createSignal, For, on, onCleanup, Show, type JSX } from 'solid-js'
import { address, log, logPath, Problem } from '../../api/client'
import { Output } from '../../parts/output'

/** The end of the log that is read first, in bytes. */
const END = 60_000
/** The page keeps this much; the whole is for the download. */
const KEPT = 1_000_000
const EVERY = 2_000
const NAMED = 20

export function Log(props: { id: string; attempts: number; live: boolean }): JSX.Element {
  const [chosen, setChosen] = createSignal<number>()
  const [text, setText] = createSignal('')
  const [begun, setBegun] = createSignal(false)
  const attempt = () => chosen() ?? props.attempts
  const follows = () => props.live && attempt() === props.attempts
  let controller = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  let next = -END

  async function read(fresh: AbortSignal): Promise<void> {
    try {
      const part = await log(props.id, attempt(), next, fresh)
      if (next < 0) setBegun(part.length > END)
      next = part.next
      if (part.text) setText((before) => (before + part.text).slice(-KEPT))
    } catch (e) {
      // An aborted reading is none; after a refused one the next tries again.
      if (!(e instanceof Problem)) return
    }
    if (follows() && !fresh.aborted) timer = setTimeout(() => void read(fresh), EVERY)
  }

  createEffect(
    on([() => props.id, attempt, follows], ([id, number], before) => {
      controller.abort()
      clearTimeout(timer)
      controller = new AbortController()
      if (before?.[0] !== id || before[1] !== number) {
        next = -END
        setText('')
      }
      void read(controller.signal)
    }),
  )
  onCleanup(() => {
    controller.abort()
    clearTimeout(timer)
  })
  const numbers = () => Array.from({ length: Math.min(NAMED, props.attempts) }, (_, i) => props.attempts - i)
  return (
    <Show when={text() || chosen() !== undefined}>
      <section aria-label="Log">
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
          <a href={`${address(logPath(props.id, attempt()))}?limit=10000000`} download={`attempt-${attempt()}.log`}>Download</a>
          <Show when={begun()}><span>the end of it</span></Show>
        </p>
        <Show when={text()} fallback={<p class="quiet">This attempt logged nothing.</p>}>
          <Output text={text()} label={`Log of attempt ${attempt()}`} />
        </Show>
      </section>
    </Show>
  )
}
