// What a program wrote: errors, and the frame of logs.
import { createMemo, createSignal, For, Show, type JSX } from 'solid-js'
import { runs, type Run } from './ansi'
import { Copy } from './copy'
import { count } from './text'

const SHOWN = 20_000

/** Of a long text the end is shown first: that is where errors are. */
export function Output(props: { text: string; label: string }): JSX.Element {
  const [all, setAll] = createSignal(false)
  const cut = () => (all() ? 0 : Math.max(0, props.text.length - SHOWN))
  const shown = createMemo(() => runs(props.text.slice(cut())))
  return (
    <Framed
      label={props.label}
      copied={() => props.text}
      tools={
        <Show when={cut() > 0}>
          <button type="button" class="plain" onClick={() => setAll(true)}>
            Show {count(cut())} characters before
          </button>
        </Show>
      }
    >
      <Runs of={shown()} />
    </Framed>
  )
}

/** Text of a program with what can be done with it; `copied` is what is copied. */
export function Framed(props: { label: string; copied: () => string; tools?: JSX.Element; children: JSX.Element }): JSX.Element {
  return (
    <div class="output">
      <div class="output-tools">
        {props.tools}
        <Copy text={props.copied()} />
      </div>
      <pre tabindex="0" aria-label={props.label}>{props.children}</pre>
    </div>
  )
}

export function Runs(props: { of: Run[] }): JSX.Element {
  return <For each={props.of}>{(run) => (run.style ? <span class={run.style}>{run.text}</span> : run.text)}</For>
}
