import { createMemo, For, Show, type JSX } from 'solid-js'
import { get } from '../../api/client'
import { STATUSES, type Family } from '../../api/types'
import { anyTask, anyWorker, live } from '../../live/query'
import { About } from '../../parts/about'
import { CountsBar } from '../../parts/bars'
import { Answer, Empty } from '../../parts/state'
import { Mark, WORDS } from '../../parts/status'
import { count, plural, span } from '../../parts/text'
import { field, href, setFields } from '../../shell/router'
import { mayOperate } from '../../shell/session'

const total = (family: Family) => STATUSES.reduce((sum, status) => sum + (family.counts[status] ?? 0), 0)

/** In percent, and never all where one failed. */
const share = (lately: { done: number; failed: number }) => `${Math.floor((100 * lately.done) / (lately.done + lately.failed))} %`

export function Families(): JSX.Element {
  const answer = live(
    () => 'families',
    (path, signal) => get<{ families: Family[] }>(path, {}, signal),
    // A worker brings families of which there is no task yet.
    (notice) => anyTask(notice) || anyWorker(notice),
    'family',
  )
  const shown = createMemo(() => {
    const wanted = field('text').toLowerCase()
    return (answer.value?.families ?? [])
      .filter((one) => one.family.toLowerCase().includes(wanted))
      .sort((a, b) => (b.counts.failed ?? 0) - (a.counts.failed ?? 0) || total(b) - total(a))
  })
  return (
    <>
      <h1>Families</h1>
      <Answer of={answer}>
        {() => (
          <Show when={(answer.value?.families.length ?? 0) > 0} fallback={<Empty title="No worker has announced a task yet" />}>
            <div class="filter">
              <input type="search" aria-label="Families with" placeholder="Families with…" value={field('text')} onInput={(event) => setFields({ text: event.currentTarget.value })} />
              <Show when={mayOperate() && answer.value?.families.some((one) => one.startable)}><a class="button" href={href('start')}>Run a task</a></Show>
            </div>
            <table>
              <thead>
                <tr><th>Family</th><th>Tasks</th><th class="num">Number</th><th class="num">Usually takes</th><th class="num">Went well</th><th>In trouble</th><th /></tr>
              </thead>
              <tbody>
                <For each={shown()}>
                  {(family) => (
                    <tr>
                      <td class="clip lead">
                        <a href={href('tasks', '', { family: family.family })}><bdi>{family.family || 'No family'}</bdi></a>
                        <About of={family} />
                      </td>
                      <td><CountsBar counts={family.counts} /></td>
                      <td class="num" data-name="tasks">{count(total(family))}</td>
                      <td class="num" data-name="usually"><Show when={family.expected !== undefined}>{span((family.expected ?? 0) * 1_000)}</Show></td>
                      <td class="num" data-name="went well"><Show when={family.lately}>{(lately) => <span title={`${lately().done} of the last ${plural(lately().done + lately().failed, 'attempt')}`}>{share(lately())}</span>}</Show></td>
                      <td>
                        <For each={(['failed', 'disabled', 'unknown'] as const).filter((status) => family.counts[status])}>
                          {(status) => (
                            <a class="trouble-count" href={href('tasks', '', { family: family.family, status })}>
                              <Mark status={status} /> {count(family.counts[status] ?? 0)} {WORDS[status].toLowerCase()}
                            </a>
                          )}
                        </For>
                      </td>
                      <td class="right links whole"><Show when={family.startable && mayOperate()}><a href={href('start', family.family)}>Run</a> </Show><Show when={family.family}><a href={href('calendar', family.family)}>Calendar</a></Show> <a href={href('attempts', '', { family: family.family })}>History</a></td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
            <Show when={shown().length === 0}><Empty title="No family has that in its name"><a href={href('families')}>Show all families</a></Empty></Show>
          </Show>
        )}
      </Answer>
    </>
  )
}
