// What the length of a run hung on, with how long nothing of it ran between; of one that goes on, what it hangs on.
import { createSignal, For, Show, type JSX } from 'solid-js'
import type { PathStep, RunDetails } from '../../api/types'
import { TaskLink } from '../../parts/link'
import { count, plural, span } from '../../parts/text'

const ENDS = 8

/** A step and the time that passed since the one before it ended; 0: unknown or none. */
interface Placed {
  step: PathStep
  millis: number
  waited: number
}

function placed(run: RunDetails, steps: readonly PathStep[]): Placed[] {
  let last = Date.parse(run.started)
  return steps.map((step) => {
    const millis = (step.seconds ?? 0) * 1_000
    const waited = step.started ? Math.max(0, Date.parse(step.started) - last) : 0
    if (step.started) last = Date.parse(step.started) + millis
    return { step, millis, waited }
  })
}

export function Path(props: { run: RunDetails; steps: readonly PathStep[] }): JSX.Element {
  const [all, setAll] = createSignal(false)
  const steps = () => placed(props.run, props.steps)
  const ran = () => steps().reduce((sum, one) => sum + one.millis, 0)
  const whole = () => steps().reduce((sum, one) => sum + one.millis + one.waited, 0)
  const hidden = (n: number) => !all() && props.steps.length > 2 * ENDS + 1 && n >= ENDS && n < props.steps.length - ENDS
  return (
    <section aria-label="Critical path">
      <h2>
        Critical path
        <span class="quiet">
          {props.run.ended
            ? `${plural(props.steps.length, 'task')} ran ${span(ran())} of ${span(whole())}; the rest of the time they waited`
            : props.steps.length === 1 ? 'one task decides when it ends' : `${count(props.steps.length)} tasks in a row decide when it ends`}
        </span>
      </h2>
      <ol class="path">
        <For each={steps()}>
          {(one, n) => (
            <Show
              when={!hidden(n())}
              fallback={<Show when={n() === ENDS}><li><button type="button" class="plain" onClick={() => setAll(true)}>{plural(props.steps.length - 2 * ENDS, 'more task')} between</button></li></Show>}
            >
              <li>
                <span class="num">{one.step.seconds === undefined ? 'not known' : `${props.run.ended ? '' : 'about '}${span(one.millis)}`}</span>
                <span class="path-bar"><span style={{ width: `${Math.max(0.5, (100 * one.millis) / Math.max(1, whole()))}%` }} /></span>
                <span class="clip"><TaskLink task={{ id: one.step.task }} /> <Show when={one.waited > 1_000}><span class="quiet">after {span(one.waited)} of waiting</span></Show></span>
              </li>
            </Show>
          )}
        </For>
      </ol>
    </section>
  )
}
