// Runs a family for the dates that have no task: one after the other, until it is done or stopped.
import { createSignal, For, Show, type JSX } from 'solid-js'
import { get, part, post, Problem } from '../../api/client'
import type { FamilyDetails, FamilyParameter, Started } from '../../api/types'
import { anyWorker, live } from '../../live/query'
import { Dialog } from '../../parts/dialog'
import { count, plural } from '../../parts/text'
import { Fields, filled, type Values } from './fields'

const NAMED = 5

interface Refusal {
  date: string
  text: string
}

/**
 * A button that opens the question, where a worker is there that makes such tasks and takes such dates. What was asked for
 * stays on the page while the dates get their tasks.
 */
export function RunMissing(props: { family: string; parameter: string; dates: readonly string[]; values: Values; startable: boolean; changed: () => void }): JSX.Element {
  const [asked, setAsked] = createSignal<Parameters<typeof Question>[0]>()
  const details = live(
    () => (props.startable ? props.family : undefined),
    (family, signal) => get<FamilyDetails>(`families/${part(family)}`, {}, signal),
    anyWorker,
    'name',
  )
  const able = () => (props.startable && details.value?.startable && details.value.parameters?.some((one) => one.name === props.parameter) ? details.value.parameters : undefined)
  return (
    <>
      <Show when={props.dates.length > 0}>
        <Show when={able()} fallback={<p class="quiet">No worker announced tasks for these dates. Run the pipeline for them: they appear here at once.</p>}>
          {(parameters) => (
            <div class="buttons">
              <button type="button" onClick={() => setAsked({ ...props, dates: [...props.dates], parameters: parameters(), close: () => setAsked(undefined) })}>
                Run {plural(props.dates.length, 'missing date')}
              </button>
            </div>
          )}
        </Show>
      </Show>
      <Show when={asked()} keyed>{(question) => <Question {...question} />}</Show>
    </>
  )
}

function Question(props: { family: string; parameter: string; dates: readonly string[]; values: Values; parameters: readonly FamilyParameter[]; changed: () => void; close: () => void }): JSX.Element {
  const { dates } = props
  const [values, setValues] = createSignal<Values>(props.values)
  const [made, setMade] = createSignal(0)
  const [toRun, setToRun] = createSignal(0)
  const [refused, setRefused] = createSignal<Refusal[]>([])
  const [state, setState] = createSignal<'asked' | 'under way' | 'over'>('asked')
  const others = () => props.parameters.filter((one) => one.name !== props.parameter)

  async function run(): Promise<void> {
    setState('under way')
    for (const date of dates) {
      if (state() !== 'under way') break
      try {
        const parameters = { ...filled(others(), values()), [props.parameter]: date }
        const { toRun: more } = await post<Started>('submissions', { family: props.family, parameters })
        setToRun((now) => now + more)
      } catch (e) {
        if (!(e instanceof Problem)) throw e
        setRefused((now) => [...now, { date, text: e.message }])
        // The others would be told the same.
        if (e.status === 0 || e.status >= 500) setState('over')
      }
      setMade((now) => now + 1)
    }
    setState('over')
    props.changed()
  }
  const close = () => {
    setState('over')
    props.close()
  }
  return (
    <Dialog title={`${state() === 'asked' ? 'Run' : 'Running'} ${plural(dates.length, 'missing date')}`} close={close}>
      <form onSubmit={(event) => { event.preventDefault(); void run() }}>
        <p class="subject"><bdi>{props.family}</bdi>: {dates.slice(0, NAMED).join(', ')}{dates.length > NAMED ? ` and ${count(dates.length - NAMED)} more` : ''}</p>
        <Show when={state() === 'asked'}>
          <Fields of={others()} values={values()} set={(name, value) => setValues((now) => ({ ...now, [name]: value }))} />
          <p>For each a worker makes the task, looks what it needs, and announces what of that is not complete.</p>
        </Show>
        <Show when={state() !== 'asked'}>
          <p role="status">{count(made())} of {plural(dates.length, 'date')} asked for, {plural(toRun(), 'task')} to run.</p>
          <progress class="progress" max={dates.length} value={made()} aria-label="Dates asked for" />
        </Show>
        <Show when={refused().length > 0}>
          <div class="trouble" role="alert">
            <For each={refused().slice(0, NAMED)}>{(one) => <p><bdi>{one.date}: {one.text}</bdi></p>}</For>
            <Show when={refused().length > NAMED}><p>and {count(refused().length - NAMED)} more</p></Show>
          </div>
        </Show>
        <div class="buttons">
          <button type="button" onClick={close}>{state() === 'asked' ? 'Leave it' : state() === 'under way' ? 'Stop here' : 'Close'}</button>
          <Show when={state() === 'asked'}><button type="submit" class="primary">Run {plural(dates.length, 'date')}</button></Show>
        </div>
      </form>
    </Dialog>
  )
}
