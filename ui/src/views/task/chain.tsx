// What a task waits for in the end: from reason to reason, down to the one that can be acted on.
import { createResource, For, Show, type JSX } from 'solid-js'
import { get, part, Problem } from '../../api/client'
import type { Task } from '../../api/types'
import { TaskDeeds } from '../../parts/deeds'
import { Badge } from '../../parts/status'
import { TaskLink } from '../../parts/link'
import { called, cause } from '../../parts/text'
import { WhyText } from './why'

const LONGEST = 12

/** What holds the task up first. */
function next(task: Task): string | undefined {
  switch (task.why.reason) {
    case 'doomed':
      return task.why.path?.find((id) => id !== task.id)
    case 'waiting':
    case 'parked': {
      const open = task.why.open ?? []
      const worst = task.dependencies.find((one) => open.includes(one.id) && one.status === 'failed')
      return worst?.id ?? open[0]
    }
    default:
      return undefined
  }
}

async function follow(task: Task): Promise<Task[]> {
  const chain: Task[] = []
  const seen = new Set([task.id])
  let id = next(task)
  while (id !== undefined && !seen.has(id) && chain.length < LONGEST) {
    seen.add(id)
    try {
      const one: Task = await get<Task>(`tasks/${part(id)}`)
      chain.push(one)
      id = next(one)
    } catch (e) {
      // A task that is only named has no page of its own.
      if (e instanceof Problem && e.status === 404) break
      throw e
    }
  }
  return chain
}

export function Chain(props: { task: Task; changed: () => void }): JSX.Element {
  const key = () => (next(props.task) === undefined ? undefined : JSON.stringify(props.task.why))
  const [chain] = createResource(key, () => follow(props.task))
  const steps = () => (chain.state === 'ready' || chain.state === 'refreshing' ? (chain.latest ?? []) : [])
  const last = () => steps().at(-1)
  return (
    <Show when={key() && steps().length > 0}>
      <section aria-label="What holds it up">
        <h2>What holds it up</h2>
        <ol class="chain">
          <For each={steps()}>
            {(step) => (
              <li classList={{ root: step === last() }}>
                <Badge status={step.status} /> <TaskLink task={{ id: step.id, family: step.family, parameters: step.parameters }} />
                <p>
                  <WhyText why={step.why} neighbours={step.dependencies} />
                </p>
                <Show when={step === last()}>
                  <Show when={step.explanation}>{(text) => <p class="mono"><bdi>{cause(text())}</bdi></p>}</Show>
                  <div class="buttons">
                    <TaskDeeds id={step.id} name={called(step)} status={step.status} done={props.changed} />
                  </div>
                </Show>
              </li>
            )}
          </For>
        </ol>
      </section>
    </Show>
  )
}
