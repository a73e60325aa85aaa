// A family by a parameter that is a date: what is done, what failed, what is missing.
import { createMemo, For, Match, Show, Switch, type JSX } from 'solid-js'
import { get } from '../../api/client'
import type { Family } from '../../api/types'
import { anyTask, anyWorker, live } from '../../live/query'
import { Answer, Empty } from '../../parts/state'
import { count, plural } from '../../parts/text'
import { field, go, href, place, setFields } from '../../shell/router'
import { asFields, given, type Values } from '../start/fields'
import { Backfills } from '../start/backfills'
import { Chosen } from './chosen'
import { blockOf, moment, written, type Block } from './dates'
import { readFamily, type Calendar, type FamilyTasks } from './family'
import { Grid, type Range } from './grid'

/** Months, days or years that are shown at once. */
const BLOCKS = { day: 12, hour: 31, month: 20 } as const

export function CalendarView(props: { family: string }): JSX.Element {
  const families = live(
    () => 'families',
    (path, signal) => get<{ families: Family[] }>(path, {}, signal),
    anyWorker,
    'family',
  )
  const answer = live(
    () => props.family || undefined,
    async (family, signal) => ({ own: await readFamily(family, signal) }),
    anyTask,
    'id',
    2_000,
  )
  const startable = () => families.value?.families.some((one) => one.family === props.family && one.startable) ?? false
  return (
    <>
      <h1>Calendar</h1>
      <div class="filter" role="group" aria-label="What is shown">
        <select aria-label="Family" value={props.family} onChange={(event) => go(href('calendar', event.currentTarget.value))}>
          <option value="">Choose a family</option>
          <For each={families.value?.families.filter((one) => one.family) ?? (props.family ? [{ family: props.family }] : [])}>
            {(one) => <option value={one.family} selected={one.family === props.family}>{one.family}</option>}
          </For>
        </select>
        <Show when={answer.value}>{(value) => <Choices of={value().own} />}</Show>
      </div>
      <Show when={props.family}>{(family) => <Backfills family={family()} />}</Show>
      <Switch>
        <Match when={!props.family && families.value?.families.length === 0}>
          <Empty title="No worker has announced a task yet"><p>Families whose tasks have a date among their parameters are shown here date by date.</p></Empty>
        </Match>
        <Match when={!props.family}>
          <Empty title="Choose a family"><p>One whose tasks have a date among their parameters, such as day or month.</p></Empty>
        </Match>
        <Match when={props.family}>
          <Answer of={answer}>{(value) => <Dates family={props.family} of={value.own} startable={startable()} changed={answer.refresh} />}</Answer>
        </Match>
      </Switch>
    </>
  )
}

const parameterOf = (tasks: FamilyTasks): string => field('parameter') || (tasks.dateParameters()[0] ?? '')

/** The values of other parameters that the address asks for. */
function only(): Values {
  return given(place().query)
}

function Choices(props: { of: FamilyTasks }): JSX.Element {
  const dates = createMemo(() => props.of.dateParameters())
  return (
    <>
      <Show when={dates().length > 1}>
        <select aria-label="Date" value={parameterOf(props.of)} onChange={(event) => setFields({ parameter: event.currentTarget.value, from: '', until: '' })}>
          <For each={dates()}>{(name) => <option value={name} selected={name === parameterOf(props.of)}>by {name}</option>}</For>
        </select>
      </Show>
      <For each={props.of.choices(parameterOf(props.of))}>
        {([name, values]) => (
          <select aria-label={name} onChange={(event) => setFields(asFields({ [name]: event.currentTarget.value }))}>
            <option value="">{name}: all</option>
            <For each={values}>{(value) => <option value={value} selected={only()[name] === value}>{name} {value}</option>}</For>
          </select>
        )}
      </For>
    </>
  )
}

function Dates(props: { family: string; of: FamilyTasks; startable: boolean; changed: () => void }): JSX.Element {
  const calendar = createMemo<Calendar>(() => props.of.calendar(parameterOf(props.of), only()))
  const first = createMemo(() => [...calendar().cells.keys()].reduce((a, b) => Math.min(a, b), Infinity))
  const last = createMemo(() => [...calendar().cells.keys()].reduce((a, b) => Math.max(a, b), -Infinity))
  const pages = () => Math.max(1, Math.floor(Number(field('pages'))) || 1)
  const blocks = createMemo<Block[]>(() => {
    const all: Block[] = []
    if (calendar().cells.size === 0) return all
    for (let at = last(); at >= first() && all.length < pages() * BLOCKS[calendar().unit]; ) {
      const block = blockOf(calendar().unit, at)
      all.push(block)
      at = block.from - 1
    }
    return all
  }, [], { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) })
  const range = createMemo<Range | undefined>(() => {
    const [from, until] = [moment(field('from')), moment(field('until') || field('from'))]
    if (from?.unit !== calendar().unit || until?.unit !== calendar().unit) return undefined
    return { anchor: from.at, head: until.at }
  })
  const choose = ({ anchor, head }: Range) => setFields({ from: written(calendar().unit, anchor), until: anchor === head ? '' : written(calendar().unit, head) })
  const earlier = () => (blocks().at(-1)?.from ?? 0) > first()
  return (
    <Show
      when={calendar().cells.size > 0}
      fallback={
        <Empty title={Object.keys(only()).length > 0 ? 'No task has these parameters' : `No parameter of ${props.family} is a date`}>
          <p>Dates are values such as 2026-11, 2026-11-21 or 2026-11-21T03.</p>
          <a href={href('tasks', '', { family: props.family })}>Show its tasks as a list</a>
        </Empty>
      }
    >
      <div class="calendar-body">
        <Grid calendar={calendar()} blocks={blocks()} first={first()} last={last()} range={range()} choose={choose} />
        <Show when={range()} fallback={<p class="quiet">Press a date to see its tasks; drag to choose many.</p>}>
          {(chosen) => <Chosen family={props.family} calendar={calendar()} range={chosen()} only={only()} startable={props.startable} changed={props.changed} />}
        </Show>
      </div>
      <Show when={earlier()}>
        <button type="button" onClick={() => setFields({ pages: String(pages() + 1) })}>Show earlier</button>
      </Show>
      <Show when={calendar().others > 0}><p class="quiet">{plural(calendar().others, 'task')} with a date of another kind {calendar().others === 1 ? 'is' : 'are'} not shown.</p></Show>
      <Show when={props.of.cut}><p class="quiet">The newest {count(props.of.tasks.length)} tasks of the family; older ones are left out.</p></Show>
    </Show>
  )
}
