// Lines of a log that contain a text.
import { createEffect, createSignal, For, on, onCleanup, Show, type JSX } from 'solid-js'
import { get, logPath, type LogLine } from '../../api/client'
import { runs } from '../../parts/ansi'
import { plural } from '../../parts/text'
import { attempt as attempted } from '../../parts/toast'

const PAUSE = 500
const LONGEST = 200

/** Searches the log of an attempt; `chosen` is the line that is shown, `show` shows another. */
export function LogSearch(props: { id: string; attempt: number; chosen: number | undefined; show: (line: LogLine) => void }): JSX.Element {
  const [text, setText] = createSignal('')
  const [lines, setLines] = createSignal<LogLine[]>()
  const [next, setNext] = createSignal<number>()
  let controller = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined

  function search(offset: number): void {
    clearTimeout(timer)
    controller.abort()
    controller = new AbortController()
    const { signal } = controller
    const wanted = text()
    if (!wanted) return void setLines(undefined)
    void attempted(async () => {
      const found = await get<{ lines: LogLine[]; next?: number }>(`${logPath(props.id, props.attempt)}/search`, { text: wanted, offset }, signal).catch((e: unknown) => {
        if (signal.aborted) return undefined
        throw e
      })
      if (!found || signal.aborted) return
      setLines((before) => (offset ? [...(before ?? []), ...found.lines] : found.lines))
      setNext(found.next)
    })
  }

  createEffect(on([() => props.id, () => props.attempt], () => search(0), { defer: true }))
  onCleanup(() => {
    clearTimeout(timer)
    controller.abort()
  })
  return (
    <>
      <form class="inline" role="search" onSubmit={(event) => { event.preventDefault(); search(0) }}>
        <input
          type="search" aria-label="Find in the log" placeholder="Find in the log" maxLength={LONGEST}
          onInput={(event) => { setText(event.currentTarget.value); clearTimeout(timer); timer = setTimeout(() => search(0), PAUSE) }}
        />
        <span class="quiet" role="status">
          <Show when={lines()}>{(found) => <>{next() === undefined ? '' : 'The first '}{plural(found().length, 'line')}</>}</Show>
        </span>
      </form>
      <Show when={lines()?.length}>
        <ul class="found" aria-label="Found in the log">
          <For each={lines()}>
            {(line) => (
              <li>
                <button type="button" class="plain" aria-current={props.chosen === line.offset ? 'true' : undefined} onClick={() => props.show(line)}>
                  <Marked line={line.text} wanted={text()} />
                </button>
              </li>
            )}
          </For>
          <Show when={next()}>{(from) => <li><button type="button" class="plain" onClick={() => search(from())}>Find more</button></li>}</Show>
        </ul>
      </Show>
    </>
  )
}

function Marked(props: { line: string; wanted: string }): JSX.Element {
  const plain = runs(props.line).map((run) => run.text).join('')
  const match = new RegExp(props.wanted.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'iu').exec(plain)
  if (!match) return <>{plain}</>
  const end = match.index + match[0].length
  return <>{plain.slice(0, match.index)}<mark>{match[0]}</mark>{plain.slice(end)}</>
}
