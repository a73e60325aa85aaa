import { For, Show, type JSX } from 'solid-js'
import { get } from '../../api/client'
import type { Family } from '../../api/types'
import { anyTask, live } from '../../live/query'
import { CountsBar } from '../../parts/bars'
import { count } from '../../parts/text'
import { href } from '../../shell/router'

const SHOWN = 8

/** Families with the most to do. */
export function Queue(): JSX.Element {
  const answer = live(
    () => 'families',
    (path, signal) => get<{ families: Family[] }>(path, {}, signal),
    anyTask,
    'family',
  )
  const open = (family: Family) => (family.counts.pending ?? 0) + (family.counts.failed ?? 0)
  const longest = () =>
    (answer.value?.families ?? []).filter((family) => open(family) > 0).sort((a, b) => open(b) - open(a)).slice(0, SHOWN)
  return (
    <section aria-label="To be done">
      <h2>
        <a class="title" href={href('families')}>To be done</a>
      </h2>
      <Show when={longest().length > 0} fallback={<Show when={answer.value}><p class="quiet">Nothing waits.</p></Show>}>
        <ul class="plainlist">
          <For each={longest()}>
            {(family) => (
              <li class="row">
                <a class="clip" href={href('tasks', '', { family: family.family })}>
                  <bdi>{family.family || 'No family'}</bdi>
                </a>
                <CountsBar counts={family.counts} />
                <span class="num">{family.counts.pending ? `${count(family.counts.pending)} pending` : `${count(family.counts.failed ?? 0)} failed`}</span>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  )
}
