// Runs a family for the dates that have no task, a few at a time.
import { createSignal, Show, type JSX } from 'solid-js'
import { get, part, post } from '../../api/client'
import type { Backfill, FamilyDetails, FamilyParameter } from '../../api/types'
import { anyWorker, live } from '../../live/query'
import { Confirm } from '../../parts/dialog'
import { count, plural } from '../../parts/text'
import { tell } from '../../parts/toast'
import { Fields, filled, type Values } from './fields'
import { foresee, Foresight, type Wish } from './foresight'

const NAMED = 5
/** So many at once, unless people say otherwise; the server takes so many. */
const AT_ONCE = { usually: 5, most: 1_000 }

/**
 * A button that opens the question, where a worker is there that makes such tasks and takes such dates. What was asked
 * about stays on the page while other dates get their tasks.
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
  const [limit, setLimit] = createSignal(AT_ONCE.usually)
  const [example, setExample] = createSignal<Wish>()
  const foreseen = foresee(example)
  const others = () => props.parameters.filter((one) => one.name !== props.parameter)

  async function run(): Promise<void> {
    const parameters = filled(others(), values())
    await post<Backfill>('backfills', { family: props.family, parameter: props.parameter, values: dates, limit: limit(), parameters })
    tell(`${plural(dates.length, 'date')} of ${props.family}: the calendar shows how far they are.`)
    props.changed()
  }
  return (
    <Confirm title={`Run ${plural(dates.length, 'missing date')}`} verb={`Run ${plural(dates.length, 'date')}`} close={props.close} run={run}>
      <p class="subject"><bdi>{props.family}</bdi>: {dates.slice(0, NAMED).join(', ')}{dates.length > NAMED ? ` and ${count(dates.length - NAMED)} more` : ''}</p>
      <Fields of={others()} values={values()} set={(name, value) => { setExample(undefined); setValues((now) => ({ ...now, [name]: value })) }} />
      <label class="parameter">
        <span class="parameter-name">At once</span>
        <input type="number" min="1" max={AT_ONCE.most} value={limit()} required onInput={(event) => setLimit(event.currentTarget.valueAsNumber)} />
        <span class="quiet">So many dates are under way at a time; one that failed makes room for the next.</span>
      </label>
      <Show when={example()} fallback={<button type="button" class="plain" onClick={() => setExample({ family: props.family, parameters: { ...filled(others(), values()), [props.parameter]: dates[0]! } })}>What would {dates[0]} run?</button>}>
        {/* The button that was pressed is gone, and with it the focus. */}
        <p tabindex="-1" ref={(element) => queueMicrotask(() => element.focus())}>{dates[0]} as an example:</p>
        <Foresight of={foreseen()} />
      </Show>
      <p>For each a worker makes the task, looks what it needs, and announces what of that is not complete. It can be paused and stopped, and goes on when the server is started anew.</p>
    </Confirm>
  )
}
