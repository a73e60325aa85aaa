// How long a task took, and others of its family did before it: on other dates, with the same parameters otherwise.
import { createMemo, For, Show, type JSX } from 'solid-js'
import { get } from '../../api/client'
import type { Attempt, Task } from '../../api/types'
import { anyTask, live } from '../../live/query'
import { called, plural, span } from '../../parts/text'
import { href } from '../../shell/router'
import { moment } from '../calendar/dates'

const READ = 200
const SHOWN = 40
/** Of fewer there is no trend. */
const LEAST = 3
const APART = 30_000

const took = (attempt: Attempt): number => Date.parse(attempt.ended) - Date.parse(attempt.started)

/** The parameters that tell a task from those of other dates. */
function kind(parameters: Record<string, string>): string {
  return JSON.stringify(Object.entries(parameters).map(([name, value]) => [name, moment(value) ? '' : value]))
}

export function Trend(props: { task: Task }): JSX.Element {
  const answer = live(
    () => props.task.family || undefined,
    (family, signal) => get<{ attempts: Attempt[] }>('attempts', { family, ending: 'done', limit: READ }, signal),
    anyTask,
    'ended',
    APART,
  )
  /** The oldest first. */
  const alike = createMemo(() => {
    const own = kind(props.task.parameters)
    return (answer.value?.attempts ?? []).filter((one) => kind(one.parameters) === own).slice(0, SHOWN).reverse()
  })
  const longest = createMemo(() => alike().reduce((a, b) => (took(b) > took(a) ? b : a), alike()[0]!))
  const most = () => Math.max(1, took(longest()))
  const usual = () => alike().map(took).sort((a, b) => a - b)[Math.floor(alike().length / 2)] ?? 0
  const own = () => alike().findLast((one) => one.task === props.task.id)
  return (
    <Show when={alike().length >= LEAST}>
      <section aria-label="How long it takes">
        <h2>How long it takes</h2>
        <div class="durations" role="img" aria-label={`How long the last ${plural(alike().length, 'good attempt')} took; the longest ${span(most())}`}>
          <For each={alike()}>
            {(one) => (
              <span
                class="alike" classList={{ own: one.task === props.task.id }}
                title={`${called({ id: one.task, family: one.family, parameters: one.parameters })}: ${span(took(one))}`}
                style={{ height: `${Math.max(4, (100 * took(one)) / most())}%` }}
              />
            )}
          </For>
        </div>
        <p class="quiet">
          Usually {span(usual())}, at most <a href={href('task', longest().task)}>{span(most())}</a>, of the last {plural(alike().length, 'good attempt')}<Show when={own()}>{(one) => <>; this one took {span(took(one()))}</>}</Show>.
        </p>
      </section>
    </Show>
  )
}
