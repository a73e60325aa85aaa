// What a program wrote: errors and logs.
import { createMemo, createSignal, For, Show, type JSX } from 'solid-js'
import { runs } from './ansi'
import { count } from './text'
import { tell } from './toast'

const SHOWN = 20_000

/** Of a long text the end is shown first: that is where errors are. */
export function Output(props: { text: string; label: string }): JSX.Element {
  const [all, setAll] = createSignal(false)
  const cut = () => (all() ? 0 : Math.max(0, props.text.length - SHOWN))
  const shown = createMemo(() => runs(props.text.slice(cut())))
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(props.text)
      tell('Copied.')
    } catch {
      tell('The browser does not let this page copy: select the text instead.')
    }
  }
  return (
    <div class="output">
      <div class="output-tools">
        <Show when={cut() > 0}>
          <button type="button" class="plain" onClick={() => setAll(true)}>
            Show {count(cut())} characters before
          </button>
        </Show>
        <button type="button" class="plain" onClick={() => void copy()}>
          Copy
        </button>
      </div>
      <pre tabindex="0" aria-label={props.label}>
        <For each={shown()}>{(run) => <span class={run.style}>{run.text}</span>}</For>
      </pre>
    </div>
  )
}
