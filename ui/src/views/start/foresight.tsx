// What running a task would take, as the worker says that would make it: nothing is announced for that.
import { createResource, For, Show, type JSX } from 'solid-js'
import { post, type Problem } from '../../api/client'
import type { PlannedTask, StartPlan } from '../../api/types'
import { count, plural } from '../../parts/text'

/** Neither: a worker is still at it. */
export interface Foreseen {
  plan: StartPlan | undefined
  problem: Problem | undefined
}

const FAMILIES = 8
const TASKS = 10

/** A task that somebody may want run. */
export interface Wish {
  family: string
  parameters: Record<string, string>
}

/** What `wish` would take, asked for whenever it is another one; undefined: nobody is asked. */
export function foresee(wish: () => Wish | undefined): () => Foreseen {
  const [preview] = createResource(wish, (one) => post<StartPlan>('submissions', { ...one, dryRun: true }))
  return () => ({ plan: preview.state === 'ready' ? preview() : undefined, problem: preview.error as Problem | undefined })
}

/** What the button says that goes on. */
export function verb({ plan, problem }: Foreseen): string {
  if (plan) return plan.toRun > 0 ? `Run ${plural(plan.toRun, 'task')}` : 'Announce it all the same'
  return problem ? 'Run without a plan' : 'Run without waiting'
}

export function Foresight(props: { of: Foreseen }): JSX.Element {
  return (
    <div class="foresight" aria-live="polite">
      <Show when={props.of.plan} fallback={<Waiting problem={props.of.problem} />}>{(plan) => <Planned plan={plan()} />}</Show>
    </div>
  )
}

function Waiting(props: { problem: Problem | undefined }): JSX.Element {
  return (
    <Show when={props.problem} fallback={<p class="loading" role="status">A worker makes it and looks what it needs …</p>}>
      {(problem) => <p class="trouble" role="alert">{problem().message} {problem().hint}</p>}
    </Show>
  )
}

function Planned(props: { plan: StartPlan }): JSX.Element {
  const running = () => props.plan.families.filter((one) => one.toRun > 0)
  const others = () => props.plan.toRun - running().slice(0, FAMILIES).reduce((sum, one) => sum + one.toRun, 0)
  return (
    <>
      <p>
        <Show when={props.plan.toRun > 0} fallback={<strong>Nothing would run: all of it is complete.</strong>}>
          <strong>{plural(props.plan.toRun, 'task')} would run</strong>
          {props.plan.done > 0 ? `, ${plural(props.plan.done, 'is', 'are')} complete already.` : '.'}
        </Show>
      </p>
      <Show when={props.plan.toRun > 0}>
        <table class="foresight-families" aria-label="By family">
          <tbody>
            <For each={running().slice(0, FAMILIES)}>
              {(one) => (
                <tr><th scope="row"><bdi>{one.family}</bdi></th><td>{count(one.toRun)} to run</td><td class="quiet">{one.done > 0 ? `${count(one.done)} complete` : ''}</td></tr>
              )}
            </For>
            <Show when={others() > 0}><tr><th scope="row">Other families</th><td>{count(others())} to run</td><td /></tr></Show>
          </tbody>
        </table>
      </Show>
      <Show when={props.plan.stuck > 0}>
        <p class="trouble">{count(props.plan.stuck)} of them cannot run as things are, for lack of:</p>
        <Named tasks={props.plan.obstacles} label="What is lacking" />
      </Show>
      <Show when={props.plan.first.length > 0}>
        <details>
          <summary>The first that would run</summary>
          <Named tasks={props.plan.first} label="The first that would run" />
        </details>
      </Show>
    </>
  )
}

function Named(props: { tasks: readonly PlannedTask[]; label: string }): JSX.Element {
  return (
    <ol class="foresight-tasks" aria-label={props.label}>
      <For each={props.tasks.slice(0, TASKS)}>{(one) => <li title={one.id}><bdi>{one.name}</bdi></li>}</For>
      <Show when={props.tasks.length > TASKS}><li class="quiet">and more</li></Show>
    </ol>
  )
}
