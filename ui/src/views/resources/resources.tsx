import { createSignal, For, Show, type JSX } from 'solid-js'
import { get, part, post } from '../../api/client'
import type { Card, Resource } from '../../api/types'
import { anyTask, live } from '../../live/query'
import { Confirm } from '../../parts/dialog'
import { Load } from '../../parts/bars'
import { TaskLink, WorkerLink } from '../../parts/link'
import { Answer, Empty } from '../../parts/state'
import { amount, count } from '../../parts/text'
import { tell } from '../../parts/toast'
import { field, href } from '../../shell/router'
import { mayOperate } from '../../shell/session'

export function Resources(): JSX.Element {
  const answer = live(
    () => 'resources',
    (path, signal) => get<{ resources: Resource[] }>(path, {}, signal),
    (notice) => notice.general || anyTask(notice),
    'name',
  )
  const [changed, setChanged] = createSignal<Resource>()
  let input!: HTMLInputElement
  return (
    <>
      <h1>Resources</h1>
      <p class="quiet">What tasks share: a task starts only when enough of what it asks for is free.</p>
      <Answer of={answer}>
        {(value) => (
          <Show when={value.resources.length > 0} fallback={<Empty title="No task asks for a resource"><p>A task names what it needs in its policy; how much there is, is set here or in the server's configuration.</p></Empty>}>
            <table>
              <thead>
                <tr><th>Resource</th><th>In use</th><th /></tr>
              </thead>
              <tbody>
                <For each={value.resources}>
                  {(resource) => (
                    <tr classList={{ current: field('name') === resource.name }}>
                      <td class="lead"><a href={href('resources', '', { name: resource.name })}><bdi>{resource.name}</bdi></a></td>
                      <td><Load used={resource.used} total={resource.total} label={`${resource.name} in use`} /></td>
                      <td class="right">
                        <Show when={mayOperate()}>
                          <button type="button" onClick={() => setChanged(resource)}>Set amount</button>
                        </Show>
                      </td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </Show>
        )}
      </Answer>
      <Show when={field('name')}>{(name) => <Users name={name()} />}</Show>
      <Show when={changed()}>
        {(resource) => (
          <Confirm
            title="Set the amount" verb="Set" close={() => setChanged(undefined)}
            run={async () => {
              await post(`resources/${part(resource().name)}`, { total: input.valueAsNumber })
              tell('The amount was set.')
              answer.refresh()
            }}
          >
            <p class="subject"><bdi>{resource().name}</bdi></p>
            <label>
              How much there is <input ref={input} type="number" step="any" min="0" required value={resource().total} />
            </label>
            <p>With less than is in use, nothing is stopped; no more is handed out until enough is free.</p>
          </Confirm>
        )}
      </Show>
    </>
  )
}

interface Use {
  name: string
  holders: (Card & { amount: number })[]
  waiting: number
  waitingTasks: Card[]
}

/** Who has a resource, and who waits for it. */
function Users(props: { name: string }): JSX.Element {
  const answer = live(
    () => props.name,
    (name, signal) => get<Use>(`resources/${part(name)}`, {}, signal),
    (notice) => notice.general || anyTask(notice),
  )
  return (
    <section aria-label={`Who uses ${props.name}`}>
      <h2><bdi>{props.name}</bdi></h2>
      <Answer of={answer}>
        {(use) => (
          <div class="columns">
            <div>
              <h3>Held by <span class="quiet">{count(use.holders.length)}</span></h3>
              <ul class="plainlist">
                <For each={use.holders} fallback={<li class="quiet">Nobody.</li>}>
                  {(one) => (
                    <li class="clip">
                      {amount(one.amount)} × <TaskLink task={one} />
                      <Show when={one.worker}>{(worker) => <> on <WorkerLink id={worker()} /></>}</Show>
                    </li>
                  )}
                </For>
              </ul>
            </div>
            <div>
              <h3>Next in line <span class="quiet">of {count(use.waiting)} that need it</span></h3>
              <ul class="plainlist">
                <For each={use.waitingTasks} fallback={<li class="quiet">No task waits for this alone.</li>}>
                  {(one) => <li class="clip"><TaskLink task={one} /></li>}
                </For>
              </ul>
            </div>
          </div>
        )}
      </Answer>
    </section>
  )
}
