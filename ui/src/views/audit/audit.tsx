import { createSignal, For, Show, type JSX } from 'solid-js'
import { get } from '../../api/client'
import type { AuditEntry } from '../../api/types'
import { live } from '../../live/query'
import { TaskLink } from '../../parts/link'
import { Answer, Empty } from '../../parts/state'
import { Ago } from '../../parts/time'

const STEP = 100

/** Who did what, the latest first. */
export function Audit(): JSX.Element {
  const [most, setMost] = createSignal(STEP)
  const answer = live(
    most,
    (limit, signal) => get<{ actions: AuditEntry[]; next?: string }>('audit', { limit }, signal),
    (notice) => notice.tasks.length > 0 || notice.workers.length > 0 || notice.general,
    'at',
  )
  return (
    <>
      <h1>Audit</h1>
      <p class="quiet">What people did.</p>
      <Answer of={answer}>
        {(value) => (
          <Show when={value.actions.length > 0} fallback={<Empty title="Nobody did anything yet" />}>
            <table>
              <thead>
                <tr><th>When</th><th>Who</th><th>What</th><th>To</th><th>Detail</th></tr>
              </thead>
              <tbody>
                <For each={value.actions}>
                  {(entry) => (
                    <tr>
                      <td><Ago at={entry.at} /></td>
                      <td><bdi>{entry.who}</bdi></td>
                      <td>{entry.action}</td>
                      <td class="clip lead">
                        <Show when={/^(retry|mark-done|disable|enable|cancel|priority|message)$/.test(entry.action) && entry.subject} fallback={<bdi>{entry.subject}</bdi>}>
                          <TaskLink task={{ id: entry.subject }} />
                        </Show>
                      </td>
                      <td class="clip whole"><bdi>{entry.detail}</bdi></td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
            <Show when={value.next && most() < 1_000}>
              <button type="button" onClick={() => setMost(Math.min(1_000, most() + 3 * STEP))}>Show more</button>
            </Show>
          </Show>
        )}
      </Answer>
    </>
  )
}
