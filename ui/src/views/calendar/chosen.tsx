// What is in the chosen dates, and what can be done with it.
import { createMemo, createSignal, For, Show, type JSX } from 'solid-js'
import { DEEDS, type Deed } from '../../api/actions'
import { STATUSES, type Counts } from '../../api/types'
import { ConfirmMany } from '../../parts/deeds'
import { TaskLink } from '../../parts/link'
import { Badge } from '../../parts/status'
import { count, plain, plural } from '../../parts/text'
import { mayOperate } from '../../shell/session'
import { written } from './dates'
import type { Calendar, Cell } from './family'
import type { Values } from '../start/fields'
import { RunMissing } from '../start/missing'
import type { Range } from './grid'

const SHOWN = 50
/** The server takes so many ids at once. */
const MOST = 10_000

export function Chosen(props: { family: string; calendar: Calendar; range: Range; only: Values; startable: boolean; changed: () => void }): JSX.Element {
  const [asked, setAsked] = createSignal<Deed>()
  const from = () => Math.min(props.range.anchor, props.range.head)
  const until = () => Math.max(props.range.anchor, props.range.head)
  const cells = createMemo(() => {
    const all: (Cell | undefined)[] = []
    for (let at = from(); at <= until(); at++) all.push(props.calendar.cells.get(at))
    return all
  })
  const tasks = createMemo(() =>
    cells().flatMap((cell) => cell?.tasks ?? []).sort((a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status)),
  )
  const counts = createMemo(() => {
    const sums: Counts = {}
    for (const task of tasks()) sums[task.status] = (sums[task.status] ?? 0) + 1
    return sums
  })
  const absent = () => cells().flatMap((cell, n) => (cell === undefined ? [written(props.calendar.unit, from() + n)] : []))
  const missing = () => cells().filter((cell) => cell === undefined).length
  const past = () => cells().filter((cell) => cell?.past).length
  const title = () => {
    const first = written(props.calendar.unit, from())
    return from() === until() ? first : `${first} to ${written(props.calendar.unit, until())}`
  }
  const on = (deed: Deed) => tasks().filter((task) => deed.on.includes(task.status))
  return (
    <section class="chosen" aria-label="Chosen dates">
      <h2>
        {title()}
        <span class="quiet">{plural(cells().length, props.calendar.unit)}, {plural(tasks().length, 'task')}</span>
      </h2>
      <p class="chosen-counts">
        <For each={STATUSES.filter((status) => counts()[status])}>
          {(status) => <span><Badge status={status} /> {count(counts()[status] ?? 0)}</span>}
        </For>
        <Show when={past() > 0}><span>{plural(past(), 'date')} done before</span></Show>
        <Show when={missing() > 0}><span>{plural(missing(), 'date')} without a task</span></Show>
      </p>
      <Show
        when={mayOperate() && props.calendar.parameter}
        fallback={<Show when={missing() > 0}><p class="quiet">No worker announced tasks for these dates.</p></Show>}
      >
        {(parameter) => <RunMissing family={props.family} parameter={parameter()} dates={absent()} values={props.only} startable={props.startable} changed={props.changed} />}
      </Show>
      <Show when={mayOperate()}>
        <div class="buttons" role="group" aria-label="Do to the chosen">
          <For each={DEEDS.filter((deed) => on(deed).length > 0)}>
            {(deed, index) => (
              <button type="button" class={index() === 0 && !deed.danger ? 'primary' : ''} onClick={() => setAsked(deed)}>
                {deed.verb} {count(on(deed).length)}
              </button>
            )}
          </For>
        </div>
      </Show>
      <ul class="plainlist">
        <For each={tasks().slice(0, SHOWN)}>
          {(task) => (
            <li class="clip">
              <TaskLink task={task} />
              <Show when={task.note}>{(note) => <> <span class="quiet"><bdi>{plain(note())}</bdi></span></>}</Show>
            </li>
          )}
        </For>
      </ul>
      <Show when={tasks().length > SHOWN}><p class="quiet">and {plural(tasks().length - SHOWN, 'more task')}</p></Show>
      <Show when={asked()} keyed>
        {(deed) => (
          <ConfirmMany
            deed={deed}
            filter={{ status: [...deed.on], ids: on(deed).slice(0, MOST).map((task) => task.id) }}
            what={`${props.family}, ${title()}`}
            close={() => setAsked(undefined)}
            done={() => props.changed()}
          />
        )}
      </Show>
    </section>
  )
}
