// Where a task's results are, or what is waited for.
import { For, Show, type JSX } from 'solid-js'
import type { Task } from '../../api/types'
import { Copy } from '../../parts/copy'
import { Outside } from '../../parts/link'
import { isLuigis } from '../../parts/text'

export function Outputs(props: { task: Task }): JSX.Element {
  const told = () => props.task.outputs ?? []
  const title = () =>
    props.task.why.reason === 'missing' ? 'Waits for' : told().length === 1 ? 'Output' : 'Outputs'
  const workers = () => (props.task.worker ? [props.task.worker] : [...props.task.able, ...props.task.stakeholders])
  const untold = () => told().length === 0 && workers().length > 0 && workers().every(isLuigis)
  return (
    <Show when={told().length > 0 || untold()}>
      <section aria-label="Outputs">
        <h2>{untold() ? 'Output' : title()}</h2>
        <Show when={!untold()} fallback={<p class="quiet">Luigi's workers do not say what a task outputs.</p>}>
          <Places of={told()} />
        </Show>
      </section>
    </Show>
  )
}

/** What people call places, each to be copied. */
export function Places(props: { of: string[] }): JSX.Element {
  return (
    <ul class="plainlist places">
      <For each={props.of}>
        {(place) => (
          <li>
            <span class="mono"><Outside url={place} /></span> <Copy text={place} />
          </li>
        )}
      </For>
    </ul>
  )
}
