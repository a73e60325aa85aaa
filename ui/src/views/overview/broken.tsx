import { createMemo, createResource, createSignal, For, Show, type JSX } from 'solid-js'
import { DEEDS } from '../../api/actions'
import { get, part } from '../../api/client'
import type { Filter, GraphAnswer, Page, Task } from '../../api/types'
import { anyTask, live } from '../../live/query'
import { ConfirmMany } from '../../parts/deeds'
import { TaskLink, WorkerLink } from '../../parts/link'
import { Mark } from '../../parts/status'
import { Trouble } from '../../parts/state'
import { cause, count, inline, plural } from '../../parts/text'
import { Ago } from '../../parts/time'
import { href } from '../../shell/router'
import { mayOperate } from '../../shell/session'
import { grouped, type Group } from './failures'

const MOST = 1_000
const SHOWN = 8

export function Broken(): JSX.Element {
  const latest = live(
    () => 'broken',
    (_, signal) => get<Page>('tasks', { status: 'failed,disabled', sort: 'updated', limit: MOST }, signal),
    anyTask,
  )
  const groups = createMemo(() => grouped(latest.value?.tasks ?? []), undefined, {
    equals: (a, b) => JSON.stringify(a) === JSON.stringify(b),
  })
  const [all, setAll] = createSignal(false)
  const shown = () => (all() ? groups() : groups().slice(0, SHOWN))
  return (
    <>
      <Show when={latest.problem}>{(problem) => <Trouble problem={problem()} retry={latest.refresh} />}</Show>
      <Show when={groups().length > 0}>
        <section class="broken" aria-label="What is broken">
          <h2>
            What is broken
            <Show when={latest.value?.next}>
              <span class="quiet">the latest {count(MOST)} tasks</span>
            </Show>
          </h2>
          <For each={shown()}>{(group) => <Cause group={group} />}</For>
          <Show when={groups().length > SHOWN}>
            <button type="button" class="plain" onClick={() => setAll(!all())}>
              {all() ? 'Show fewer' : `Show ${plural(groups().length - SHOWN, 'more cause')}`}
            </button>
          </Show>
        </section>
      </Show>
    </>
  )
}

function Cause(props: { group: Group }): JSX.Element {
  const [asked, setAsked] = createSignal(false)
  const deed = () => DEEDS.find((one) => one.action === (props.group.status === 'failed' ? 'retry' : 'enable'))!
  const filter = (): Filter => ({ status: [props.group.status], ids: props.group.tasks.map((task) => task.id) })
  const retried = () => props.group.tasks.find((task) => task.due)?.due
  const first = () => props.group.tasks[0]!
  // Of a long error lists hold the beginning, which of a traceback says nothing.
  const long = () => ((first().note?.length ?? 0) >= 190 ? first().id : undefined)
  const [whole] = createResource(long, async (id) => cause((await get<Task>(`tasks/${part(id)}`)).explanation ?? ''))
  const text = () => (whole.state === 'ready' ? whole() : props.group.cause)
  return (
    <article class={`cause cause-${props.group.status}`}>
      <Mark status={props.group.status} label />
      <div class="cause-what">
        <p class="cause-text">
          <bdi>{text()}</bdi>
        </p>
        <p class="facts">
          <a href={href('tasks', '', { status: props.group.status, family: props.group.family })}>
            <bdi>{props.group.family || 'No family'}</bdi>
          </a>
          <Show when={props.group.count > 1} fallback={<span><TaskLink task={{ id: first().id }} /> <bdi>{inline(first().parameters)}</bdi></span>}>
            <span>{plural(props.group.count, 'task')}, such as <TaskLink task={{ id: first().id }} /></span>
          </Show>
          <span>
            since <Ago at={props.group.first} />
          </span>
          <Show when={retried()}>{(at) => <span>next try <Ago at={at()} /></span>}</Show>
          <Show when={props.group.workers.length === 1}>
            <span>all on <WorkerLink id={props.group.workers[0]!} /></span>
          </Show>
          <Held of={props.group} />
        </p>
      </div>
      <Show when={mayOperate()}>
        <button type="button" class="primary" onClick={() => setAsked(true)}>
          {deed().verb} {props.group.count > 1 ? `all ${count(props.group.count)}` : ''}
        </button>
      </Show>
      <Show when={asked()}>
        <ConfirmMany deed={deed()} filter={filter()} what={`${props.group.family}: ${text()}`} close={() => setAsked(false)} />
      </Show>
    </article>
  )
}

/** What waits for the tasks of a group; of a large one, for the latest of them. */
function Held(props: { of: Group }): JSX.Element {
  const first = () => props.of.tasks[0]!.id
  const [held] = createResource(first, async (id) => {
    const { tasks, cut } = await get<GraphAnswer>(`tasks/${part(id)}/graph`, { direction: 'dependants', limit: 1_000 })
    return { waiting: tasks.filter((task) => task.id !== id && task.status !== 'done').length, cut }
  })
  return (
    <Show when={held.state === 'ready' && held().waiting > 0}>
      <a class="held" href={href('graph', first(), { direction: 'dependants' })}>
        holds up {held.state === 'ready' && held().cut ? 'more than ' : ''}
        {plural(held.state === 'ready' ? held().waiting : 0, 'task')}
      </a>
    </Show>
  )
}
