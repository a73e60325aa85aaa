import { For, Show, type JSX } from 'solid-js'
import { get, part } from '../../api/client'
import type { Worker } from '../../api/types'
import { live } from '../../live/query'
import { Progress } from '../../parts/bars'
import { TaskLink } from '../../parts/link'
import { Answer } from '../../parts/state'
import { count, plural, workerName } from '../../parts/text'
import { Ago, Since } from '../../parts/time'
import { href } from '../../shell/router'
import { Labels, Standing, WorkerDeeds } from './deeds'

export function WorkerView(props: { id: string }): JSX.Element {
  const answer = live(
    () => props.id,
    (id, signal) => get<Worker>(`workers/${part(id)}`, {}, signal),
    (notice, id) => notice.workers.includes(id) || notice.tasks.length > 0,
  )
  return (
    <>
      <Answer of={answer}>{(worker) => <Shown worker={worker} refresh={answer.refresh} />}</Answer>
      <Show when={answer.problem?.status === 404}>
        <p>It has left, or the server gave it up. <a href={href('attempts', '', { worker: props.id })}>See what it ran</a></p>
      </Show>
    </>
  )
}

function Shown(props: { worker: Worker; refresh: () => void }): JSX.Element {
  const tasks = () => props.worker.tasks ?? []
  /** What is parked has given its slot back, and a batch has the one of the task that runs it. */
  const busy = () => tasks().filter((task) => task.status === 'running').length
  return (
    <>
      <header class="taskhead">
        <h1 title={props.worker.id}><bdi>{workerName(props.worker.id)}</bdi></h1>
        <WorkerDeeds worker={{ ...props.worker, running: busy() }} done={props.refresh} />
      </header>
      <p>
        <Standing worker={props.worker} /> on <bdi>{props.worker.host || 'an unknown host'}</bdi>, heard of <Ago at={props.worker.lastActive} />, up for{' '}
        <Since at={props.worker.started} />. {count(busy())} of {plural(props.worker.slots, 'slot')} in use.
      </p>
      <section aria-label="What it runs">
        <h2>
          What it runs
          <a href={href('tasks', '', { worker: props.worker.id })}>all its tasks</a>
          <a href={href('attempts', '', { worker: props.worker.id })}>its history</a>
        </h2>
        <Show when={tasks().length > 0} fallback={<p class="quiet">Nothing.</p>}>
          <table>
            <tbody>
              <For each={tasks()}>
                {(task) => (
                  <tr>
                    <td class="clip lead"><TaskLink task={task} /></td>
                    <td><Progress percentage={task.percentage} /></td>
                    <td class="clip"><Show when={task.note}><bdi>{task.note}</bdi></Show></td>
                    <td class="num" data-name="for"><Show when={task.since}>{(since) => <Since at={since()} />}</Show></td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </Show>
      </section>
      <section aria-label="What it told about itself">
        <h2>What it told about itself</h2>
        <p><Labels of={props.worker.labels} /></p>
        <dl class="factlist">
          <For each={Object.entries(props.worker.info).filter(([, value]) => value)}>
            {([name, value]) => <><dt><bdi>{name}</bdi></dt><dd class="mono"><bdi>{value}</bdi></dd></>}
          </For>
          <dt>Messages not fetched yet</dt>
          <dd>{count(props.worker.unreadMessages)}</dd>
          <Show when={props.worker.lastClaim}>{(at) => <><dt>Last asked for work</dt><dd><Ago at={at()} /></dd></>}</Show>
        </dl>
      </section>
    </>
  )
}
