// What a program wrote: errors and logs.
import { createMemo, createSignal, For, Show, type JSX } from 'solid-js'
import { runs, type Run } from './ansi'
import { Copy } from './copy'
import { count } from './text'

const SHOWN = 20_000

/**
 * Of a long text the end is shown first, unless `whole`: that is where errors are. Of a `whole` one the line that begins
 * at character `marked` is marked.
 */
export function Output(props: { text: string; label: string; whole?: boolean; marked?: number | undefined }): JSX.Element {
  const [all, setAll] = createSignal(false)
  const cut = () => (all() || props.whole ? 0 : Math.max(0, props.text.length - SHOWN))
  const marked = () => props.marked ?? props.text.length
  const lineEnd = () => (props.text.indexOf('\n', marked()) + 1 || props.text.length)
  const shown = createMemo(() => runs(props.text.slice(cut(), marked())))
  return (
    <div class="output">
      <div class="output-tools">
        <Show when={cut() > 0}>
          <button type="button" class="plain" onClick={() => setAll(true)}>
            Show {count(cut())} characters before
          </button>
        </Show>
        <Copy text={props.text} />
      </div>
      <pre tabindex="0" aria-label={props.label}>
        <For each={shown()}>{piece}</For>
        <Show when={props.marked !== undefined}>
          <mark><For each={runs(props.text.slice(marked(), lineEnd()))}>{piece}</For></mark>
          <For each={runs(props.text.slice(lineEnd()))}>{piece}</For>
        </Show>
      </pre>
    </div>
  )
}

function piece(run: Run): JSX.Element {
  return <span class={run.style}>{run.text}</span>
}
