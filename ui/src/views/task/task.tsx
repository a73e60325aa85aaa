import { For, Show, type JSX } from 'solid-js'
import { get, part } from '../../api/client'
import type { Family, Task } from '../../api/types'
import { anyWorker, live } from '../../live/query'
import { About } from '../../parts/about'
import { Progress } from '../../parts/bars'
import { TaskDeeds } from '../../parts/deeds'
import { Outside, WorkerLink } from '../../parts/link'
import { Output } from '../../parts/output'
import { Answer } from '../../parts/state'
import { Badge } from '../../parts/status'
import { amount, called, cause, isLuigis, readable } from '../../parts/text'
import { Ago, Since } from '../../parts/time'
import { bind } from '../../shell/keys'
import { go, href } from '../../shell/router'
import { mayOperate } from '../../shell/session'
import { RunAgain } from './again'
import { TaskAttempts } from './attempts'
import { Chain } from './chain'
import { Log } from './log'
import { Messages } from './messages'
import { Neighbours } from './neighbours'
import { Outputs } from './outputs'
import { Priority } from './priority'
import { Trend } from './trend'
import { WhyText } from './why'

/** Workers are heard of every second, and seldom say anything new of a family; in milliseconds. */
const SELDOM = 30_000

export function TaskView(props: { id: string }): JSX.Element {
  const answer = live(
    () => props.id,
    (id, signal) => get<Task>(`tasks/${part(id)}`, {}, signal),
    // What holds the task up may be far from it.
    (notice) => notice.tasks.length > 0,
  )
  bind([{ key: 'd', does: 'Show the graph of the task', run: () => go(href('graph', props.id)) }])
  return (
    <>
      <Show when={answer.problem && !answer.value}><h1><bdi>{readable(props.id)}</bdi></h1></Show>
      <Answer of={answer}>{(task) => <Shown task={task} refresh={answer.refresh} />}</Answer>
      <Show when={answer.problem?.status === 404}>
        <p>The server forgets tasks some time after nobody wants them any more. <a href={href('attempts', '', { task: props.id })}>See its attempts</a></p>
      </Show>
    </>
  )
}

function Shown(props: { task: Task; refresh: () => void }): JSX.Element {
  const task = () => props.task
  const isOver = () => task().status === 'failed' || task().status === 'disabled'
  const family = live(
    () => task().family || undefined,
    (name, signal) => get<Family>(`families/${part(name)}`, {}, signal),
    anyWorker,
    'family',
    SELDOM,
  )
  return (
    <>
      <header class="taskhead">
        <div>
          <h1>
            <bdi>{task().family || task().id}</bdi>
          </h1>
          <dl class="parameters">
            <For each={Object.entries(task().parameters)}>
              {([name, value]) => (
                <div>
                  <dt><bdi>{name}</bdi></dt>
                  <dd><bdi>{value}</bdi></dd>
                </div>
              )}
            </For>
          </dl>
          <Show when={family.value}>{(value) => <About of={value()} />}</Show>
        </div>
        <div class="buttons">
          <TaskDeeds id={task().id} name={called(task())} status={task().status} done={props.refresh} />
          <Show when={mayOperate() && (task().status === 'done' || task().status === 'failed')}>
            <RunAgain id={task().id} name={called(task())} luigis={isLuigis(task().worker ?? '')} done={props.refresh} />
          </Show>
          <a class="button" href={href('graph', task().id)}>
            Graph
          </a>
        </div>
      </header>
      <div class={`verdict verdict-${task().status}`}>
        <Badge status={task().status} />
        <Show when={task().why.reason !== 'running'}>
          <span class="quiet"><Show when={isOver() || task().status === 'done'} fallback={<>for <Since at={task().updated} /></>}><Ago at={task().updated} /></Show></span>
        </Show>
        <p><WhyText why={task().why} neighbours={task().dependencies} /></p>
        <Show when={isOver() && task().explanation}>{(text) => <p class="mono cause-text"><bdi>{cause(text())}</bdi></p>}</Show>
        <Show when={!isOver() && (task().message || task().percentage !== undefined)}>
          <p>
            <Show when={task().percentage !== undefined}><Progress percentage={task().percentage} /> {Math.round(task().percentage ?? 0)} %</Show>{' '}
            <bdi>{task().message}</bdi>
          </p>
        </Show>
        <Show when={task().trackingUrl}>{(url) => <p>Watch it at <Outside url={url()} /></p>}</Show>
      </div>
      <Chain task={task()} changed={props.refresh} />
      <div class="columns">
        <div>
          <Show when={task().explanation}>
            {(text) => (
              <section aria-label={isOver() ? 'Error' : 'Last words'}>
                <h2>{isOver() ? 'Error' : 'What the last attempt said'}</h2>
                <Output text={text()} label="Error" />
              </section>
            )}
          </Show>
          <Show when={task().attempts > 0}>
            <Show
              when={isLuigis(task().worker ?? '') && task().worker}
              fallback={<Log id={task().id} attempts={task().attempts} live={task().status === 'running' || task().status === 'batch_running' || task().status === 'parked'} />}
            >
              {(worker) => (
                <section aria-label="Log">
                  <h2>Log</h2>
                  <p class="quiet">Luigi's workers keep their logs where they run: look at what <WorkerLink id={worker()} /> writes there.</p>
                </section>
              )}
            </Show>
          </Show>
          <TaskAttempts id={task().id} />
          <Show when={task().acceptsMessages}>
            <Messages id={task().id} open={task().status === 'running'} />
          </Show>
        </div>
        <div>
          <Outputs task={task()} />
          <Neighbours title="Needs" none="It needs no other task." total={task().dependencyCount} of={task().dependencies} />
          <Neighbours title="Needed by" none="No task needs it." total={task().dependantCount} of={task().dependants} />
          <Facts task={task()} refresh={props.refresh} />
          <Trend task={task()} />
        </div>
      </div>
    </>
  )
}

function Facts(props: { task: Task; refresh: () => void }): JSX.Element {
  const resources = () => Object.entries(props.task.resources)
  return (
    <section aria-label="Facts">
      <h2>Facts</h2>
      <dl class="factlist">
        <dt>Task id</dt>
        <dd class="mono"><bdi>{props.task.id}</bdi></dd>
        <dt>First heard of</dt>
        <dd><Ago at={props.task.heard} /></dd>
        <Show when={props.task.worker}>
          {(worker) => <><dt>Worker</dt><dd><WorkerLink id={worker()} /></dd></>}
        </Show>
        <dt>Attempts</dt>
        <dd>{props.task.attempts}</dd>
        <Show when={props.task.failures}>
          {(failures) => <><dt>Failures that count</dt><dd>{failures().count}{props.task.retry.failures ? ` of ${props.task.retry.failures} before it is disabled` : ''}</dd></>}
        </Show>
        <dt>Priority</dt>
        <dd><Priority id={props.task.id} priority={props.task.priority} done={props.refresh} /></dd>
        <Show when={resources().length > 0}>
          <dt>Resources</dt>
          <dd>
            <For each={resources()}>{([name, n]) => <div><a href={href('resources', '', { name })}><bdi>{name}</bdi></a> {amount(n)}</div>}</For>
          </dd>
        </Show>
        <Show when={props.task.batch}>{(batch) => <><dt>Batch</dt><dd class="mono"><bdi>{batch()}</bdi></dd></>}</Show>
        <Show when={props.task.removal}>{(at) => <><dt>Forgotten</dt><dd><Ago at={at()} /></dd></>}</Show>
      </dl>
    </section>
  )
}
