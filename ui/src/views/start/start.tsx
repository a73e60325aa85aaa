// Has a worker make a task and run it with all that it needs: what to say for it, what is there already, what happens then.
import { createMemo, createSignal, For, Show, type JSX } from 'solid-js'
import { get, part, post } from '../../api/client'
import type { Card, Family, FamilyDetails, FamilyParameter, Page, Started, Status } from '../../api/types'
import { anyTask, anyWorker, live } from '../../live/query'
import { About } from '../../parts/about'
import { Confirm } from '../../parts/dialog'
import { TaskLink } from '../../parts/link'
import { Answer, Empty } from '../../parts/state'
import { called, plural } from '../../parts/text'
import { tell } from '../../parts/toast'
import { go, href, place, setFields } from '../../shell/router'
import { mayOperate } from '../../shell/session'
import { asFields, Fields, filled, given, type Values } from './fields'
import { foresee, Foresight, verb } from './foresight'

const ALIKE = 200

/** What follows from asking for a task that is there; of others, that they are announced again. */
const MEANS: Partial<Record<Status, string>> = {
  done: 'If its output is still there, nothing runs.',
  running: 'It runs already: nothing is started beside it.',
  batch_running: 'It runs already: nothing is started beside it.',
}

export function StartView(props: { family: string }): JSX.Element {
  const families = live(
    () => 'families',
    (path, signal) => get<{ families: Family[] }>(path, {}, signal),
    anyWorker,
    'family',
  )
  const startable = () => families.value?.families.filter((one) => one.startable) ?? []
  const isStartable = createMemo(() => startable().some((one) => one.family === props.family))
  const details = live(
    () => (isStartable() ? props.family : undefined),
    (family, signal) => get<FamilyDetails>(`families/${part(family)}`, {}, signal),
    anyWorker,
    'name',
  )
  return (
    <>
      <h1>Run a task</h1>
      <Show when={mayOperate()} fallback={<Empty title="You may look here, but not run tasks" />}>
        <div class="filter">
          <select aria-label="Family" onChange={(event) => go(href('start', event.currentTarget.value))}>
            <option value="">Choose a family</option>
            <For each={startable()}>{(one) => <option value={one.family} selected={one.family === props.family}>{one.family}</option>}</For>
          </select>
        </div>
        <Show
          when={isStartable()}
          fallback={
            <Answer of={families}>
              {() => (
                <Show when={props.family || startable().length === 0}>
                  <Empty title={props.family ? `No worker is here that makes a ${props.family}` : 'No worker is here that makes tasks when asked'}>
                    <p>Workers of <code>stillson worker</code> tell which families they know, and make tasks of these: this page goes on by itself.</p>
                    <p>Luigi's workers run what their own command names, and cannot be asked for more.</p>
                  </Empty>
                </Show>
              )}
            </Answer>
          }
        >
          <Answer of={details}>
            {(value) => <Show when={value.parameters}>{(parameters) => <Form family={value} parameters={parameters()} />}</Show>}
          </Answer>
        </Show>
      </Show>
    </>
  )
}

function Form(props: { family: FamilyDetails; parameters: readonly FamilyParameter[] }): JSX.Element {
  const [secrets, setSecrets] = createSignal<Values>({})
  const values = (): Values => ({ ...given(place().query), ...secrets() })
  const [asked, setAsked] = createSignal(false)
  /** What is secret stays out of the address, which is shared and kept. */
  const set = (name: string, value: string) =>
    props.parameters.some((one) => one.name === name && one.hidden) ? setSecrets((now) => ({ ...now, [name]: value })) : setFields(asFields({ [name]: value }))
  return (
    <form class="start" onSubmit={(event) => { event.preventDefault(); setAsked(true) }}>
      <About of={props.family} />
      <Show when={props.parameters.length > 0} fallback={<p>It has no parameters.</p>}>
        <Fields of={props.parameters} values={values()} set={set} />
      </Show>
      <There family={props.family.family} parameters={props.parameters} values={values()} />
      <div class="buttons"><button type="submit" class="primary">Run it …</button> <span class="quiet">What would run is shown first.</span></div>
      <Show when={asked()}>
        <Question family={props.family} parameters={props.parameters} values={values()} close={() => setAsked(false)} />
      </Show>
    </form>
  )
}

/** The tasks that are there already with what is given so far. */
function There(props: { family: string; parameters: readonly FamilyParameter[]; values: Values }): JSX.Element {
  const wanted = () => props.parameters.filter((one) => !one.hidden).map((one) => [one.name, props.values[one.name] || one.default] as const)
  const isFull = () => props.parameters.every((one) => !one.required || props.values[one.name])
  const answer = live(
    createMemo(() => (isFull() ? JSON.stringify([props.family, wanted().find(([, value]) => value)?.[1]]) : undefined)),
    (key, signal) => {
      const [family, text] = JSON.parse(key) as [string, string | null]
      return get<Page>('tasks', { family, text: text ?? undefined, limit: ALIKE }, signal)
    },
    anyTask,
  )
  const same = (task: Card) => wanted().every(([name, value]) => value === undefined || task.parameters[name] === undefined || task.parameters[name] === value)
  const found = () => (isFull() ? answer.value?.tasks.find(same) : undefined)
  return (
    <p class="start-there" role="status">
      <Show when={found()} fallback={<span class="quiet">{isFull() && answer.value ? 'The server knows no such task yet.' : ''}</span>}>
        {(task) => (
          <>
            There is such a task: <TaskLink task={task()} />.{' '}
            <span class="quiet">{MEANS[task().status] ?? 'It is announced again, with all that it needs.'}</span>
          </>
        )}
      </Show>
    </p>
  )
}

/** Shows what would run; whoever does not want to wait for that need not. */
function Question(props: { family: FamilyDetails; parameters: readonly FamilyParameter[]; values: Values; close: () => void }): JSX.Element {
  const shown = () => Object.fromEntries(props.parameters.filter((one) => !one.hidden).flatMap((one) => [props.values[one.name] || one.default].filter(Boolean).map((value) => [one.name, value!])))
  const wish = { family: props.family.family, parameters: filled(props.parameters, props.values) }
  const foreseen = foresee(() => wish)
  return (
    <Confirm
      title="Run it?" verb={verb(foreseen())} close={props.close} barred={foreseen().problem?.code === 'refused'}
      run={async () => {
        const started = await post<Started>('submissions', wish)
        tell(outcome(started))
        go(href('task', started.task))
      }}
    >
      <p class="subject"><bdi>{called({ id: '', family: props.family.family, parameters: shown() })}</bdi></p>
      <Foresight of={foreseen()} />
      <p class="quiet">What is complete does not run again, and what others run already is waited for.</p>
    </Confirm>
  )
}

export function outcome(started: Started): string {
  const before = started.done > 0 ? `, ${plural(started.done, 'was', 'were')} complete before` : ''
  return started.toRun > 0 ? `${plural(started.toRun, 'task')} to run${before}.` : 'Nothing is to run: all was complete before.'
}
