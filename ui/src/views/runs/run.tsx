// One invocation: what it did when, what its length hung on, where the time went, and what was otherwise the time before.
import { createMemo, createResource, createSignal, For, Show, type JSX } from 'solid-js'
import { get, part } from '../../api/client'
import type { Run } from '../../api/types'
import { anyTask, anyWorker, live, type Live } from '../../live/query'
import { Answer, Empty } from '../../parts/state'
import { TaskLink, WorkerLink } from '../../parts/link'
import { count, plural, span } from '../../parts/text'
import { At, Since } from '../../parts/time'
import { field, go, href, setFields } from '../../shell/router'
import { Ending } from '../attempts/ending'
import type { Bar } from './lanes'
import { Course, criticalPath, readCourse } from './read'
import { Spent } from './spent'
import { RUN_MEANING, RunBadge, runName } from './status'
import { Timeline } from './timeline'

export function RunView(props: { id: string }): JSX.Element {
  const answer: Live<Run> = live(
    () => props.id,
    (id, signal) => get<Run>(`runs/${part(id)}`, {}, signal),
    (notice) => answer.value?.status === 'running' && (anyWorker(notice) || anyTask(notice)),
  )
  return (
    <>
      <Show when={!answer.value}><h1>Run</h1></Show>
      <Answer of={answer}>{(run) => <Shown run={run} />}</Answer>
    </>
  )
}

function Shown(props: { run: Run }): JSX.Element {
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
            <span>{RUN_MEANING[run().status]}</span>
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
              <a class="button" href={href('task', root())}>What was asked for</a>
              <a class="button" href={href('graph', root(), { direction: 'dependencies' })}>Graph</a>
            </div>
          )}
        </Show>
      </header>
      <Counts of={run()} />
      <Answer of={course}>{(value) => <Ran run={run()} course={value.own} />}</Answer>
    </>
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

function Ran(props: { run: Run; course: Course }): JSX.Element {
  const by = () => (field('lanes') === 'family' ? 'family' : 'worker')
  const bars = () => props.course.bars
  const [path] = createResource(() => props.course, (course) => criticalPath(props.run, course))
  const steps = createMemo<Bar[]>(() => (path.error === undefined ? (path.latest ?? []) : []))
  const onPath = createMemo(() => new Set(steps().map((bar) => bar.task)))
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
      <Show when={steps().length > 0}><Path steps={steps()} course={props.course} /></Show>
      <Spent run={props.run} course={props.course} />
    </Show>
  )
}

const ENDS = 8

/** What the length of the run hung on, and how long nothing of it ran between. */
function Path(props: { steps: readonly Bar[]; course: Course }): JSX.Element {
  const [all, setAll] = createSignal(false)
  const ran = () => props.steps.reduce((sum, bar) => sum + bar.end - bar.start, 0)
  const whole = () => props.steps.at(-1)!.end - props.course.from
  const gap = (n: number) => props.steps[n]!.start - (n === 0 ? props.course.from : props.steps[n - 1]!.end)
  const hidden = (n: number) => !all() && props.steps.length > 2 * ENDS + 1 && n >= ENDS && n < props.steps.length - ENDS
  return (
    <section aria-label="Critical path">
      <h2>
        Critical path
        <span class="quiet">{plural(props.steps.length, 'task')} ran {span(ran())} of {span(whole())}; the rest of the time they waited</span>
      </h2>
      <ol class="path">
        <For each={props.steps}>
          {(bar, n) => (
            <Show
              when={!hidden(n())}
              fallback={<Show when={n() === ENDS}><li><button type="button" class="plain" onClick={() => setAll(true)}>{plural(props.steps.length - 2 * ENDS, 'more task')} between</button></li></Show>}
            >
              <li>
                <span class="num">{span(bar.end - bar.start)}</span>
                <span class="path-bar"><span style={{ width: `${Math.max(0.5, (100 * (bar.end - bar.start)) / Math.max(1, whole()))}%` }} /></span>
                <span class="clip"><TaskLink task={{ id: bar.task }} /> <Show when={gap(n()) > 1_000}><span class="quiet">after {span(gap(n()))} of waiting</span></Show></span>
              </li>
            </Show>
          )}
        </For>
      </ol>
    </section>
  )
}
