// What a task waits for in the end: from reason to reason, down to the one that can be acted on.
import { createResource, createSignal, For, Show, type JSX } from 'solid-js'
import { get, part } from '../../api/client'
import type { Card, Task, Why } from '../../api/types'
import { TaskDeeds } from '../../parts/deeds'
import { Badge } from '../../parts/status'
import { TaskLink } from '../../parts/link'
import { called, cause, plural } from '../../parts/text'
import { Places } from './outputs'
import { WhyText } from './why'

/** Of a longer chain the middle is folded away. */
const BEGIN = 2
const END = 2

/** At the end of the chain with what is waited for, if nobody can make it. */
type Step = Card & { why: Why; outputs?: string[] }

interface Followed {
  steps: Step[]
  /** Whether the last step is what can be acted on, rather than where the search was given up. */
  whole: boolean
}

const WAITS = ['doomed', 'waiting', 'parked']

/** The steps below the task itself. */
async function follow(task: Task): Promise<Followed> {
  const { steps, whole } = await get<Followed>(`tasks/${part(task.id)}/chain`)
  return { steps: steps.slice(1), whole }
}

export function Chain(props: { task: Task; changed: () => void }): JSX.Element {
  const key = () => (WAITS.includes(props.task.why.reason) ? JSON.stringify(props.task.why) : undefined)
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
                  <WhyText why={step.why} neighbours={steps().slice(index() + 1, index() + 2)} />
                </p>
                <Show when={step === last()}>
                  <Show when={step.outputs}>{(places) => <Places of={places()} />}</Show>
                  <Show when={step.note}>{(text) => <p class="mono"><bdi>{cause(text())}</bdi></p>}</Show>
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
