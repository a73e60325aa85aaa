import { For, Show, type JSX } from 'solid-js'
import { get } from '../../api/client'
import type { Worker } from '../../api/types'
import { anyTask, anyWorker, live } from '../../live/query'
import { Load as LoadBar } from '../../parts/bars'
import { WorkerLink } from '../../parts/link'
import { count, plural } from '../../parts/text'
import { href } from '../../shell/router'

const SHOWN = 8

export function Load(): JSX.Element {
  const answer = live(
    () => 'workers',
    (path, signal) => get<{ workers: Worker[] }>(path, {}, signal),
    (notice) => anyWorker(notice) || anyTask(notice),
  )
  const workers = () => answer.value?.workers ?? []
  const slots = () => workers().reduce((sum, worker) => sum + worker.slots, 0)
  const used = () => workers().reduce((sum, worker) => sum + (worker.running ?? 0), 0)
  const busiest = () => [...workers()].sort((a, b) => (b.running ?? 0) - (a.running ?? 0)).slice(0, SHOWN)
  return (
    <section aria-label="Workers">
      <h2>
        <a class="title" href={href('workers')}>Workers</a>
        <span class="quiet">
          {plural(workers().length, 'worker')}, {count(used())} of {plural(slots(), 'slot')} in use
        </span>
      </h2>
      <Show
        when={workers().length > 0}
        fallback={<Show when={answer.value}><p class="quiet">No worker is connected: what is pending stays so.</p></Show>}
      >
        <ul class="plainlist">
          <For each={busiest()}>
            {(worker) => (
              <li class="row">
                <span class="clip"><WorkerLink id={worker.id} /></span>
                <LoadBar used={worker.running ?? 0} total={worker.slots} label={`Slots of ${worker.id}`} />
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  )
}
