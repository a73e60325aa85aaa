// What is broken, since when, what it holds up and what to press; then what goes on.
import { For, Show, type JSX } from 'solid-js'
import { STATUSES, type Counts } from '../../api/types'
import { Mark, MEANING, WORDS } from '../../parts/status'
import { count, plural } from '../../parts/text'
import { href } from '../../shell/router'
import { scheduler } from '../../shell/scheduler'
import { Broken } from './broken'
import { Nothing } from './nothing'
import { Pause } from './pause'
import { Queue } from './queue'
import { Running } from './running'
import { Throughput } from './throughput'
import { Load } from './workers'

export function Overview(): JSX.Element {
  const counts = (): Counts => scheduler.value?.counts ?? {}
  const total = () => STATUSES.reduce((sum, status) => sum + (counts()[status] ?? 0), 0)
  return (
    <>
      <header class="taskhead">
        <h1 class="headline">
          <Show when={scheduler.value} fallback="…">{headline(counts(), total())}</Show>
        </h1>
        <Pause />
      </header>
      <Show
        when={total() > 0 || !scheduler.value}
        fallback={<Nothing />}
      >
        <ul class="tiles" aria-label="Tasks by status">
          <For each={STATUSES.filter((status) => (counts()[status] ?? 0) > 0)}>
            {(status) => (
              <li>
                <a class={`tile tile-${status}`} href={href('tasks', '', { status })} title={MEANING[status]}>
                  <span class="num">{count(counts()[status] ?? 0)}</span>
                  <span>
                    <Mark status={status} /> {WORDS[status]}
                  </span>
                </a>
              </li>
            )}
          </For>
        </ul>
        <Broken />
        <div class="columns">
          <Running />
          <div>
            <Throughput />
            <Load />
            <Queue />
          </div>
        </div>
      </Show>
    </>
  )
}

function headline(counts: Counts, total: number): string {
  const failed = counts.failed ?? 0
  const running = (counts.running ?? 0) + (counts.batch_running ?? 0)
  const pending = counts.pending ?? 0
  if (failed > 0) return `${plural(failed, 'task')} failed`
  if (counts.disabled) return `Nothing failed; ${plural(counts.disabled, 'task is', 'tasks are')} disabled`
  if (running > 0) return `All is well: ${plural(running, 'task')} running, ${count(pending)} to go`
  if (pending > 0) return `${plural(pending, 'task is', 'tasks are')} pending and nothing runs`
  return total > 0 ? 'All is done' : 'Nothing here yet'
}
