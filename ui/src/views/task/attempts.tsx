import { createSignal, For, Show, type JSX } from 'solid-js'
import { get, part } from '../../api/client'
import type { Attempt } from '../../api/types'
import { live } from '../../live/query'
import { Output } from '../../parts/output'
import { Trouble } from '../../parts/state'
import { cause, span } from '../../parts/text'
import { Ago } from '../../parts/time'
import { WorkerLink } from '../../parts/link'
import { Ending } from '../attempts/ending'

export function TaskAttempts(props: { id: string }): JSX.Element {
  const answer = live(
    () => props.id,
    (id, signal) => get<{ attempts: Attempt[] }>(`tasks/${part(id)}/attempts`, { limit: 50 }, signal),
    (notice, id) => notice.tasks.includes(id),
    'attempt',
  )
  return (
    <section aria-label="Attempts">
      <h2>Attempts that ended</h2>
      <Show when={answer.problem}>{(problem) => <Trouble problem={problem()} retry={answer.refresh} />}</Show>
      <Show when={answer.value?.attempts.length} fallback={<p class="quiet">{answer.value ? 'None yet.' : ''}</p>}>
        <Durations of={answer.value?.attempts ?? []} />
        <table>
          <thead>
            <tr><th class="num">No.</th><th>Ending</th><th>Ended</th><th class="num">Took</th><th class="wide">Worker</th><th>Said</th></tr>
          </thead>
          <tbody>
            <For each={answer.value?.attempts}>{(attempt) => <Row attempt={attempt} />}</For>
          </tbody>
        </table>
      </Show>
    </section>
  )
}

function Row(props: { attempt: Attempt }): JSX.Element {
  const [open, setOpen] = createSignal(false)
  return (
    <>
      <tr>
        <td class="num" data-name="no.">{props.attempt.attempt}</td>
        <td><Ending ending={props.attempt.ending} /></td>
        <td><Ago at={props.attempt.ended} /></td>
        <td class="num" data-name="took">{took(props.attempt)}</td>
        <td class="wide clip"><WorkerLink id={props.attempt.worker} /></td>
        <td class="clip said whole">
          <Show when={props.attempt.explanation}>
            {(text) => (
              <button type="button" class="plain clip" aria-expanded={open()} onClick={() => setOpen(!open())}>
                <bdi>{cause(text())}</bdi>
              </button>
            )}
          </Show>
        </td>
      </tr>
      <Show when={open()}>
        <tr>
          <td colspan="6" class="whole"><Output text={props.attempt.explanation ?? ''} label={`What attempt ${props.attempt.attempt} said`} /></td>
        </tr>
      </Show>
    </>
  )
}

function millis(attempt: Attempt): number {
  return Date.parse(attempt.ended) - Date.parse(attempt.started)
}

function took(attempt: Attempt): string {
  return span(millis(attempt))
}

/** How long the attempts took, oldest first. */
function Durations(props: { of: Attempt[] }): JSX.Element {
  const oldest = () => [...props.of].reverse()
  const longest = () => Math.max(1, ...props.of.map(millis))
  return (
    <Show when={props.of.length > 2}>
      <div class="durations" role="img" aria-label={`How long each attempt took; the longest ${span(longest())}`}>
        <For each={oldest()}>
          {(attempt) => (
            <span
              class={`ending-${attempt.ending}`}
              title={`Attempt ${attempt.attempt}: ${took(attempt)}`}
              style={{ height: `${Math.max(4, (100 * millis(attempt)) / longest())}%` }}
            />
          )}
        </For>
      </div>
    </Show>
  )
}
