// One invocation: what it did when, what its length hung on, where the time went, and what was otherwise the time before.
import { createMemo, createSignal, For, Show, type JSX } from 'solid-js'
import { get, part } from '../../api/client'
import type { Run, RunDetails } from '../../api/types'
import { anyTask, anyWorker, live, type Live } from '../../live/query'
import { Answer, Empty } from '../../parts/state'
import { TaskLink, WorkerLink } from '../../parts/link'
import { count, plural, span } from '../../parts/text'
import { At, Since } from '../../parts/time'
import { field, go, href, setFields } from '../../shell/router'
import { Ending } from '../attempts/ending'
import { Path } from './path'
import { readCourse, type Course } from './read'
import { Spent } from './spent'
import { RUN_MEANING, RunBadge, runName } from './status'
import { Timeline } from './timeline'

export function RunView(props: { id: string }): JSX.Element {
  const answer: Live<RunDetails> = live(
    () => props.id,
    (id, signal) => get<RunDetails>(`runs/${part(id)}`, {}, signal),
    (notice) => answer.value?.status === 'running' && (anyWorker(notice) || anyTask(notice)),
  )
  return (
    <>
      <Show when={!answer.value}><h1>Run</h1></Show>
      <Answer of={answer}>{(run) => <Shown run={run} />}</Answer>
    </>
  )
}

function Shown(props: { run: RunDetails }): JSX.Element {
  const run = () => props.run
  const course = live(
    () => run().id,
    async (_, signal) => ({ own: await readCourse(run(), signal) }),
    (notice) => run().status === 'running' && (anyWorker(notice) || anyTask(notice)),
    'id',
    2_000,
  )
  return (
    <>
      <header class="taskhead">
        <div>
          <h1><bdi>{runName(run())}</bdi></h1>
          <p class="facts">
            <RunBadge status={run().status} />
            <Show when={run().status !== 'running' && run().status !== 'done'}><span>{RUN_MEANING[run().status]}</span></Show>
            <span>started <At at={run().started} /></span>
            <span>
              <Show when={run().ended} fallback={<>for <Since at={run().started} /></>}>
                {(ended) => <>took {span(Date.parse(ended()) - Date.parse(run().started))}</>}
              </Show>
            </span>
            <Show when={run().user || run().host}><span>by <bdi>{[run().user, run().host].filter(Boolean).join(' @ ')}</bdi></span></Show>
            <Show when={run().code}>{(code) => <span>code <bdi class="mono">{code()}</bdi></span>}</Show>
            <span><WorkerLink id={run().worker} /></span>
          </p>
        </div>
        <Show when={run().roots[0]}>
          {(root) => (
            <div class="buttons">
              <a class="button" href={href('task', root())}>Open the task</a>
              <a class="button" href={href('graph', root(), { direction: 'dependencies', run: run().id })}>Graph</a>
            </div>
          )}
        </Show>
      </header>
      <Counts of={run()} />
      <Show when={run().estimate}>{(estimate) => <Left of={estimate()} />}</Show>
      <Answer of={course}>{(value) => <Ran run={run()} course={value.own} />}</Answer>
    </>
  )
}

/** How long it still takes. */
function Left(props: { of: NonNullable<RunDetails['estimate']> }): JSX.Element {
  return (
    <p class="estimate">
      <Show
        when={props.of.seconds !== undefined && props.of.finish}
        fallback={<span class="quiet">No estimate of its end. <bdi>{props.of.unknown}</bdi></span>}
      >
        {(finish) => (
          <>
            About <strong>{span((props.of.seconds ?? 0) * 1_000)}</strong> to go, until <At at={finish()} />{' '}
            <span class="quiet">
              if nothing fails{props.of.tasks ? `: ${plural(props.of.tasks, 'task')}` : ''}{props.of.slots ? ` on ${plural(props.of.slots, 'slot')}` : ''}
            </span>
          </>
        )}
      </Show>
    </p>
  )
}

function Counts(props: { of: Run }): JSX.Element {
  const all = () => {
    const { failed, running, notRun, done, doneBefore } = props.of.counts
    return [
      ['failed', failed, 'failed'], ['running', running, 'running'], ['pending', notRun, 'not run'], ['done', done, 'done now'], ['unknown', doneBefore, 'done before'],
    ] as const
  }
  return (
    <ul class="tiles" aria-label="Tasks of the run">
      <For each={all().filter(([, n]) => n > 0)}>
        {([status, n, words]) => <li class={`tile tile-${status}`}><span class="num">{count(n)}</span> {words}</li>}
      </For>
    </ul>
  )
}

function Ran(props: { run: RunDetails; course: Course }): JSX.Element {
  const by = () => (field('lanes') === 'family' ? 'family' : 'worker')
  const bars = () => props.course.bars
  const steps = () => props.run.criticalPath ?? []
  const onPath = createMemo(() => new Set(steps().map((step) => step.task)))
  const chosen = createMemo(() => (field('task') ? bars().findLastIndex((bar) => bar.task === field('task')) : -1))
  const [pointed, setPointed] = createSignal(-1)
  const seen = () => bars()[pointed()] ?? bars()[chosen()]
  return (
    <Show
      when={bars().length > 0}
      fallback={
        <Empty title={props.run.status === 'running' ? 'Nothing of it has started yet' : 'Nothing had to run'}>
          <p>{props.run.counts.doneBefore > 0 ? `All ${plural(props.run.counts.doneBefore, 'task')} that it looked for were done before.` : 'Its attempts would be drawn here over time.'}</p>
          <Show when={props.run.roots[0]}>{(root) => <a href={href('task', root())}>See what its task waits for</a>}</Show>
        </Empty>
      }
    >
      <section aria-label="Timeline">
        <div class="filter">
          <select aria-label="Lanes" value={by()} onChange={(event) => setFields({ lanes: event.currentTarget.value })}>
            <option value="worker" selected={by() === 'worker'}>A lane per slot of a worker</option>
            <option value="family" selected={by() === 'family'}>Lanes by family</option>
          </select>
          <span class="quiet">
            {plural(bars().length, 'attempt')}{props.course.cut ? ', the first of more' : ''}
          </span>
          <Show when={steps().length > 0}><span class="timeline-key">critical path</span></Show>
        </div>
        <Timeline
          bars={bars()} from={props.course.from} until={props.course.until} by={by()} path={onPath()} chosen={chosen()}
          choose={(n) => setFields({ task: bars()[n]?.task ?? '' })} point={setPointed}
          open={(n) => { const bar = bars()[n]; if (bar) go(href('task', bar.task)) }}
        />
        <p class="timeline-card" aria-live="polite">
          <Show when={seen()} fallback={<span class="quiet">Point at an attempt to see what it is.</span>}>
            {(bar) => (
              <>
                <Ending ending={bar().ending} /> <TaskLink task={{ id: bar().task }} />{' '}
                <span class="quiet">attempt {bar().attempt}, {span(bar().end - bar().start)} from <At at={new Date(bar().start).toISOString()} /> on <WorkerLink id={bar().worker} /></span>
              </>
            )}
          </Show>
        </p>
      </section>
      <Show when={steps().length > 0}><Path run={props.run} steps={steps()} /></Show>
      <Spent run={props.run} course={props.course} />
    </Show>
  )
}
