// The part of a log that the page has.
import { createMemo, For, Show, type JSX } from 'solid-js'
import { runs, styleAfter } from '../../parts/ansi'
import { Framed, Runs } from '../../parts/output'
import type { Block } from './log-part'

export function LogText(props: { blocks: Block[]; label: string }): JSX.Element {
  return (
    <Framed label={props.label} copied={() => props.blocks.map((block) => block.text).join('')}>
      <For each={props.blocks}>{(block) => <Lines block={block} />}</For>
    </Framed>
  )
}

function Lines(props: { block: Block }): JSX.Element {
  const marked = createMemo(() => (props.block.found === undefined ? 0 : props.block.text.indexOf('\n') + 1 || props.block.text.length))
  const line = () => props.block.text.slice(0, marked())
  const rest = () => props.block.text.slice(marked())
  return (
    <span class="lines">
      <Show when={marked()}><mark><Runs of={runs(line(), props.block.style)} /></mark></Show>
      <Runs of={runs(rest(), styleAfter(line(), props.block.style))} />
    </span>
  )
}
