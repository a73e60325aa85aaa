import { For, Show, type JSX } from 'solid-js'
import { get } from '../../api/client'
import type { Worker } from '../../api/types'
import { anyTask, anyWorker, live } from '../../live/query'
import { Load } from '../../parts/bars'
import { WorkerLink } from '../../parts/link'
import { Answer, Empty } from '../../parts/state'
import { plural } from '../../parts/text'
import { Ago, Since } from '../../parts/time'
import { SERVER } from '../../shell/router'
import { Labels, Standing, WorkerDeeds } from './deeds'

export function Workers(): JSX.Element {
  const answer = live(
    () => 'workers',
    (path, signal) => get<{ workers: Worker[]; codeMismatches?: string[] }>(path, {}, signal),
    (notice) => anyWorker(notice) || anyTask(notice),
  )
  return (
    <>
      <h1>Workers</h1>
      <Answer of={answer}>
        {(value) => (
          <Show
            when={value.workers.length > 0}
            fallback={
              <Empty title="No worker is connected">
                <p>Tasks run where workers are. Start one with:</p>
                <pre>stillson worker --scheduler {SERVER} WHERE</pre>
              </Empty>
            }
          >
            <Show when={value.codeMismatches?.length}>
              <details class="mismatches">
                <summary>{plural(value.codeMismatches?.length ?? 0, 'family is', 'families are')} run by other code than announced them</summary>
                <For each={value.codeMismatches}>{(text) => <pre>{text}</pre>}</For>
              </details>
            </Show>
            <table>
              <thead>
                <tr>
                  <th>Worker</th><th>State</th><th>Slots</th><th>Host</th><th>Labels</th>
                  <th>Heard of</th><th class="num">Up for</th><th />
                </tr>
              </thead>
              <tbody>
                <For each={value.workers}>
                  {(worker) => (
                    <tr>
                      <td class="clip lead"><WorkerLink id={worker.id} /></td>
                      <td><Standing worker={worker} /></td>
                      <td><Load used={worker.running ?? 0} total={worker.slots} label={`Slots of ${worker.id}`} /></td>
                      <td class="clip" data-name="on"><bdi>{worker.host}</bdi></td>
                      <td><Labels of={worker.labels} /></td>
                      <td data-name="heard of"><Ago at={worker.lastActive} /></td>
                      <td class="num" data-name="up for"><Since at={worker.started} /></td>
                      <td class="right whole"><WorkerDeeds worker={worker} done={answer.refresh} /></td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </Show>
        )}
      </Answer>
    </>
  )
}
