import { For, Show, type JSX } from 'solid-js'
import { get } from '../../api/client'
import type { Card, Page } from '../../api/types'
import { anyTask, live } from '../../live/query'
import { Progress } from '../../parts/bars'
import { TaskLink, WorkerLink } from '../../parts/link'
import { count, span } from '../../parts/text'
import { Since, ticking } from '../../parts/time'
import { href } from '../../shell/router'

const SHOWN = 25

export function Running(): JSX.Element {
  const page = live(
    () => 'running',
    (_, signal) => get<Page>('tasks', { status: 'running,batch_running,parked', sort: 'oldest', limit: SHOWN }, signal),
    anyTask,
  )
  const now = ticking()
  const late = () => (page.value?.tasks ?? []).filter((task) => isLate(task, now())).length
  return (
    <section aria-label="Running now">
      <h2>
        Running now
        <Show when={late()}>{(n) => <b class="late">{count(n())} late</b>}</Show>
        <Show when={page.value?.next}>
          <a href={href('tasks', '', { status: 'running,batch_running,parked' })}>all</a>
        </Show>
      </h2>
      <Show when={page.value?.tasks.length} fallback={<p class="quiet">{page.value ? 'Nothing runs.' : ''}</p>}>
        <table>
          <thead>
            <tr>
              <th>Task</th>
              <th>Progress</th>
              <th class="num">For</th>
              <th>Worker</th>
            </tr>
          </thead>
          <tbody>
            <For each={page.value?.tasks}>
              {(task) => (
                <tr>
                  <td class="clip lead">
                    <TaskLink task={task} />
                    <Show when={task.note}>
                      <div class="quiet clip"><bdi>{task.note}</bdi></div>
                    </Show>
                  </td>
                  <td>
                    <Progress percentage={task.percentage} />
                    <Left since={task.since} percentage={task.percentage} expected={task.expected} />
                    <Show when={isLate(task, now())}>
                      <b class="late"> late: usually {span((task.expected ?? 0) * 1_000)}</b>
                    </Show>
                  </td>
                  <td class="num" data-name="for">
                    <Show when={task.since}>{(since) => <Since at={since()} />}</Show>
                  </td>
                  <td class="clip" data-name="on">
                    <Show when={task.worker}>{(worker) => <WorkerLink id={worker()} />}</Show>
                  </td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
    </section>
  )
}

/** Late is what has run half as long again as its family usually does, and a minute longer. */
function isLate(task: Card, now: number): boolean {
  const usual = (task.expected ?? 0) * 1_000
  const past = now - Date.parse(task.since ?? '')
  return task.status !== 'parked' && usual > 0 && past > Math.max(1.5 * usual, usual + 60_000)
}

/** How long it still takes, if it goes on at its pace, or takes as long as its family usually does. */
function Left(props: { since: string | undefined; percentage: number | undefined; expected: number | undefined }): JSX.Element {
  const now = ticking()
  const left = () => {
    const done = props.percentage ?? 0
    if (!props.since || done >= 100) return undefined
    if (done < 1) {
      const left = (props.expected ?? 0) * 1_000 - (now() - Date.parse(props.since))
      return left > 0 ? left : undefined
    }
    return ((now() - Date.parse(props.since)) * (100 - done)) / done
  }
  return <Show when={left()}>{(ms) => <span class="quiet"> {span(Math.ceil(ms() / 1000) * 1000)} left</span>}</Show>
}
