import { createMemo, For, Show, type JSX } from 'solid-js'
import { get } from '../../api/client'
import type { Attempt } from '../../api/types'
import { anyTask, live } from '../../live/query'
import { TaskLink, WorkerLink } from '../../parts/link'
import { More, ROWS, shownOf } from '../../parts/more'
import { Answer, Empty } from '../../parts/state'
import { cause, span } from '../../parts/text'
import { Ago } from '../../parts/time'
import { times, When } from '../../parts/when'
import { field, href, setFields } from '../../shell/router'
import { Ending } from './ending'

const FILTERS = ['family', 'worker', 'task'] as const

/** What ended, the latest first. */
export function Attempts(): JSX.Element {
  const query = createMemo(() => JSON.stringify({
    family: field('family'), worker: field('worker'), task: field('task'), ending: field('ending'), ...times(),
  }))
  const answer = live(
    query,
    (key, signal) => get<{ attempts: Attempt[]; next?: string }>('attempts', { ...(JSON.parse(key) as Record<string, string>), limit: shownOf(ROWS) }, signal),
    anyTask,
    'ended',
  )
  return (
    <>
      <h1>History</h1>
      <div class="filter" role="group" aria-label="Filter">
        <For each={['done', 'failed'] as const}>
          {(ending) => (
            <button type="button" class="chip" aria-pressed={field('ending') === ending} onClick={() => setFields({ ending: field('ending') === ending ? '' : ending })}>
              <Ending ending={ending} />
            </button>
          )}
        </For>
        <When verb="Ended" between />
        <For each={FILTERS.filter((name) => field(name))}>
          {(name) => (
            <button type="button" class="chip" aria-label={`Remove: ${name} ${field(name)}`} onClick={() => setFields({ [name]: '' })}>
              {name} “<bdi>{field(name)}</bdi>” <span aria-hidden="true">✕</span>
            </button>
          )}
        </For>
      </div>
      <Answer of={answer}>
        {(value) => (
          <Show when={value.attempts.length > 0} fallback={<Empty title="No attempt has ended yet"><a href={href('attempts')}>Show all</a></Empty>}>
            <table>
              <thead>
                <tr><th>Ended</th><th>Ending</th><th>Task</th><th class="num">Took</th><th>Worker</th><th>Said</th></tr>
              </thead>
              <tbody>
                <For each={value.attempts}>
                  {(attempt) => (
                    <tr>
                      <td><Ago at={attempt.ended} /></td>
                      <td><Ending ending={attempt.ending} /></td>
                      <td class="clip lead"><TaskLink task={{ id: attempt.task, family: attempt.family, parameters: attempt.parameters }} /> <Show when={attempt.attempt > 1}><span class="quiet">no. {attempt.attempt}</span></Show></td>
                      <td class="num" data-name="took">{span(Date.parse(attempt.ended) - Date.parse(attempt.started))}</td>
                      <td class="clip" data-name="on"><WorkerLink id={attempt.worker} /></td>
                      <td class="clip said whole mono"><Show when={attempt.explanation}>{(text) => <bdi>{cause(text())}</bdi>}</Show></td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
            <More steps={ROWS} is={value.next !== undefined} of={answer} />
          </Show>
        )}
      </Answer>
    </>
  )
}
