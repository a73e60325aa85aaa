import { createMemo, createSignal, For, Show, type JSX } from 'solid-js'
import type { Neighbour } from '../../api/types'
import { STATUSES } from '../../api/types'
import { TaskLink } from '../../parts/link'
import { count } from '../../parts/text'

const SHOWN = 15

/** Those that are in trouble come first. */
export function Neighbours(props: { title: string; none: string; total: number; of: Neighbour[] }): JSX.Element {
  const [all, setAll] = createSignal(false)
  const rank = (one: Neighbour) => (one.status ? STATUSES.indexOf(one.status) : -1)
  const sorted = createMemo(() => [...props.of].sort((a, b) => rank(a) - rank(b)))
  const shown = () => (all() ? sorted() : sorted().slice(0, SHOWN))
  return (
    <section aria-label={props.title}>
      <h2>
        {props.title} <span class="quiet">{count(props.total)}</span>
      </h2>
      <Show when={props.of.length > 0} fallback={<p class="quiet">{props.none}</p>}>
        <ul class="plainlist">
          <For each={shown()}>
            {(one) => (
              <li class="clip">
                <TaskLink task={one} />
                <Show when={one.kind && one.kind !== 'hard'}> <span class="quiet">{one.kind}</span></Show>
              </li>
            )}
          </For>
        </ul>
        <Show when={sorted().length > SHOWN}>
          <button type="button" class="plain" onClick={() => setAll(!all())}>
            {all() ? 'Show fewer' : `Show ${count(sorted().length - SHOWN)} more`}
          </button>
        </Show>
      </Show>
    </section>
  )
}
