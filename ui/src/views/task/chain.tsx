// What a task waits for in the end: from reason to reason, down to the one that can be acted on.
import { createResource, createSignal, For, Show, type JSX } from 'solid-js'
import { get, part, Problem } from '../../api/client'
import type { Task } from '../../api/types'
import { TaskDeeds } from '../../parts/deeds'
import { Badge } from '../../parts/status'
import { TaskLink } from '../../parts/link'
import { called, cause, plural } from '../../parts/text'
import { WhyText } from './why'

const LONGEST = 60
/** Of a longer chain the middle is folded away. */
const BEGIN = 2
const END = 2

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

interface Followed {
  steps: Task[]
  /** Whether the last step is what can be acted on, rather than where the search was given up. */
  whole: boolean
}

async function follow(task: Task): Promise<Followed> {
  const steps: Task[] = []
  const seen = new Set([task.id])
  let id = next(task)
  while (id !== undefined && !seen.has(id) && steps.length < LONGEST) {
    seen.add(id)
    try {
      const one: Task = await get<Task>(`tasks/${part(id)}`)
      steps.push(one)
      id = next(one)
    } catch (e) {
      // A task that is only named has no page of its own.
      if (e instanceof Problem && e.status === 404) break
      throw e
    }
  }
  return { steps, whole: id === undefined || steps.length < LONGEST }
}

export function Chain(props: { task: Task; changed: () => void }): JSX.Element {
  const key = () => (next(props.task) === undefined ? undefined : JSON.stringify(props.task.why))
  const [chain] = createResource(key, () => follow(props.task))
  const [all, setAll] = createSignal(false)
  const steps = () => (chain.state === 'ready' || chain.state === 'refreshing' ? (chain.latest?.steps ?? []) : [])
  const last = () => (chain.latest?.whole ? steps().at(-1) : undefined)
  const folded = () => (all() ? 0 : Math.max(0, steps().length - BEGIN - END))
  const isFolded = (index: number) => folded() > 1 && index >= BEGIN && index < steps().length - END
  return (
    <Show when={key() && steps().length > 0}>
      <section aria-label="What holds it up">
        <h2>What holds it up</h2>
        <ol class="chain">
          <For each={steps()}>
            {(step, index) => (
              <Show
                when={!isFolded(index())}
                fallback={
                  <Show when={index() === BEGIN}>
                    <li>
                      <button type="button" class="plain" onClick={() => setAll(true)}>
                        {plural(folded(), 'more step')} between
                      </button>
                    </li>
                  </Show>
                }
              >
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
              </Show>
            )}
          </For>
        </ol>
        <Show when={chain.latest && !chain.latest.whole}>
          <p class="quiet">It goes on beyond; open the last one to follow it further.</p>
        </Show>
      </section>
    </Show>
  )
}
