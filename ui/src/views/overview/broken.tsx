import { createMemo, createResource, createSignal, For, Show, type JSX } from 'solid-js'
import { get, part } from '../../api/client'
import type { FailureGroup, Failures, Task } from '../../api/types'
import { anyTask, live } from '../../live/query'
import { TaskLink, WorkerLink } from '../../parts/link'
import { Mark } from '../../parts/status'
import { Trouble } from '../../parts/state'
import { count, plain, plural } from '../../parts/text'
import { Ago, At } from '../../parts/time'
import { bind } from '../../shell/keys'
import { go, href } from '../../shell/router'
import { mayOperate } from '../../shell/session'
import { ConfirmGroup } from './again'

const MOST = 200
const SHOWN = 8

/** The largest first; of equal ones, the latest. */
function bySize(groups: readonly FailureGroup[]): FailureGroup[] {
  return [...groups].sort((a, b) => b.count - a.count || (a.last < b.last ? 1 : -1))
}

export function Broken(): JSX.Element {
  const answer = live(
    () => 'failures',
    async (path, signal) => {
      const { groups, more } = await get<Failures>(path, { limit: MOST }, signal)
      return { groups: bySize(groups).map((group) => ({ ...group, key: `${group.family}\n${group.kind}` })), more }
    },
    anyTask,
    'key',
  )
  const groups = () => answer.value?.groups ?? []
  const [all, setAll] = createSignal(false)
  const shown = createMemo(() => (all() ? groups() : groups().slice(0, SHOWN)))
  const [at, setAt] = createSignal(-1)
  const [asked, setAsked] = createSignal<FailureGroup>()
  const move = (step: number) => setAt((now) => Math.max(0, Math.min(shown().length - 1, now + step)))
  const current = () => shown()[Math.max(0, at())]
  bind([
    { key: 'j', does: 'Next cause', run: () => move(1) },
    { key: 'k', does: 'Previous cause', run: () => move(-1) },
    { key: 'Enter', does: 'Open the latest task of the cause', run: () => { const id = current()?.tasks[0]; if (id && at() >= 0) go(href('task', id)) } },
    { key: 'r', does: 'Retry all of the cause', run: () => { if (current() && mayOperate()) setAsked({ ...current()! }) } },
  ])
  return (
    <>
      <Show when={answer.problem}>{(problem) => <Trouble problem={problem()} retry={answer.refresh} />}</Show>
      <Show when={groups().length > 0}>
        <section class="broken" aria-label="What is broken">
          <h2>
            What is broken
            <span class="quiet">
              {answer.value?.more ? `the latest ${count(MOST)} causes` : plural(groups().length, 'cause')}
            </span>
          </h2>
          <For each={shown()}>
            {(group, index) => <Cause group={group} current={index() === at()} ask={() => setAsked({ ...group })} />}
          </For>
          <Show when={groups().length > SHOWN}>
            <button type="button" class="plain" onClick={() => setAll(!all())}>
              {all() ? 'Show fewer' : `Show ${plural(groups().length - SHOWN, 'more cause')}`}
            </button>
          </Show>
        </section>
      </Show>
      <Show when={asked()} keyed>
        {(group) => <ConfirmGroup group={group} close={() => setAsked(undefined)} />}
      </Show>
    </>
  )
}

function Cause(props: { group: FailureGroup; current: boolean; ask: () => void }): JSX.Element {
  const latest = () => props.group.tasks[0] ?? ''
  // Asked for again when the group changed, as a retried task's next try does.
  const key = () => `${props.group.count} ${props.group.last} ${latest()}`
  const [task] = createResource(key, () => get<Task>(`tasks/${part(latest())}`))
  const known = () => (task.error === undefined ? task.latest : undefined)
  const status = () => (known()?.status === 'disabled' ? 'disabled' : 'failed')
  const verb = () => (status() === 'disabled' ? 'Enable' : 'Retry')
  const named = () => ({ id: latest(), family: props.group.family, parameters: known()?.parameters })
  return (
    <article class={`cause cause-${status()}`} classList={{ current: props.current }} aria-current={props.current ? 'true' : undefined}>
      <Mark status={status()} label />
      <div class="cause-what">
        <p class="cause-text">
          <bdi>{plain(props.group.cause) || 'No error was told'}</bdi>
        </p>
        <p class="facts">
          <Show when={props.group.count > 1}>
            <a href={href('tasks', '', { status: 'failed,disabled', family: props.group.family, cause: props.group.cause })}>
              <bdi>{props.group.family || 'No family'}</bdi>
            </a>
          </Show>
          <span>{props.group.count > 1 ? `${plural(props.group.count, 'task')}, such as ` : ''}<TaskLink task={named()} /></span>
          <span>
            since <At at={props.group.first} />, <Ago at={props.group.first} />
          </span>
          <Show when={known()?.due}>{(at) => <span>{status() === 'disabled' ? 'enabled again' : 'next try'} <Ago at={at()} /></span>}</Show>
          <Show when={props.group.workers.length === 1} fallback={<Show when={props.group.workers.length > 1}><span>on {plural(props.group.workers.length, 'worker')}{props.group.workers.length === 10 ? ' or more' : ''}</span></Show>}>
            <span>{props.group.count > 1 ? 'all on' : 'on'} <WorkerLink id={props.group.workers[0]!} /></span>
          </Show>
          <Show when={props.group.holdsUp}>
            {(tasks) => (
              <a class="held" href={href('graph', latest(), { direction: 'dependants' })}>
                holds up {props.group.holdsUpMore ? 'more than ' : ''}{plural(tasks(), 'task')}
              </a>
            )}
          </Show>
        </p>
      </div>
      <Show when={mayOperate()}>
        <button type="button" class="primary" onClick={() => props.ask()}>
          {verb()} {props.group.count > 1 ? `all ${count(props.group.count)}` : ''}
        </button>
      </Show>
    </article>
  )
}
