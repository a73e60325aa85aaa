import { For, Match, Show, Switch, type JSX } from 'solid-js'
import { get } from '../../api/client'
import type { AuditEntry } from '../../api/types'
import { live } from '../../live/query'
import { TaskLink, WorkerLink } from '../../parts/link'
import { More, ROWS, shownOf } from '../../parts/more'
import { Answer, Empty } from '../../parts/state'
import { Ago } from '../../parts/time'
import { href } from '../../shell/router'

const ON_TASKS = ['retry', 'mark-done', 'disable', 'enable', 'cancel', 'priority', 'message', 'invalidate']
const ON_WORKERS = ['disable-worker', 'slots']

/** Who did what, the latest first. */
export function Audit(): JSX.Element {
  const answer = live(
    () => 'audit',
    (path, signal) => get<{ actions: AuditEntry[]; next?: string }>(path, { limit: shownOf(ROWS) }, signal),
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
                        <Switch fallback={<bdi>{entry.subject}</bdi>}>
                          <Match when={entry.subject && ON_TASKS.includes(entry.action)}><TaskLink task={{ id: entry.subject }} /></Match>
                          <Match when={entry.subject && ON_WORKERS.includes(entry.action)}><WorkerLink id={entry.subject} /></Match>
                          <Match when={entry.action === 'resource'}><a href={href('resources', '', { name: entry.subject })}><bdi>{entry.subject}</bdi></a></Match>
                        </Switch>
                      </td>
                      <td class="clip whole"><bdi>{entry.detail}</bdi></td>
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
