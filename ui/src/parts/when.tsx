// What happened when: the fields `from` and `until` of the address, as points in time or as how long ago.
import { For, Show, type JSX } from 'solid-js'
import { field, setFields } from '../shell/router'
import { exactTime } from './text'

const LATELY = [
  ['PT1H', 'the last hour'],
  ['PT24H', 'the last 24 hours'],
  ['P7D', 'the last 7 days'],
] as const
const BETWEEN = 'between'
const DAY = 86_400_000
const MINUTE = 60_000

/** What the address restricts a list to, as the server takes it. */
export function times(): { from?: string; until?: string } {
  return { ...(field('from') ? { from: field('from') } : {}), ...(field('until') ? { until: field('until') } : {}) }
}

const lately = () => LATELY.find(([length]) => length === field('from') && !field('until'))

/** The same in words; empty: to nothing. */
export function timesInWords(): string {
  const { from, until } = times()
  const known = lately()
  if (known) return `in ${known[1]}`
  return [from && `from ${said(from)}`, until && `until ${said(until)}`].filter(Boolean).join(' ')
}

function said(time: string): string {
  return Number.isNaN(Date.parse(time)) ? time : exactTime(Date.parse(time))
}

/** As the browser's field takes it: in the viewer's zone. */
function local(time: string): string {
  const at = Date.parse(time)
  return Number.isNaN(at) ? '' : new Date(at - new Date(at).getTimezoneOffset() * MINUTE).toISOString().slice(0, 16)
}

/** @param between whether both ends may be chosen */
export function When(props: { verb: string; between?: boolean }): JSX.Element {
  const chosen = () => lately()?.[0] ?? (field('from') || field('until') ? BETWEEN : '')
  function choose(value: string): void {
    const yesterday = new Date(Math.floor((Date.now() - DAY) / MINUTE) * MINUTE).toISOString()
    setFields({ from: value === BETWEEN ? yesterday : value, until: '' })
  }
  const set = (name: string, value: string) => setFields({ [name]: value && new Date(value).toISOString() })
  return (
    <>
      <select aria-label={props.verb} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="" selected={chosen() === ''}>{props.verb} at any time</option>
        <For each={LATELY}>{([length, words]) => <option value={length} selected={chosen() === length}>{props.verb} in {words}</option>}</For>
        <Show when={props.between || chosen() === BETWEEN}><option value={BETWEEN} selected={chosen() === BETWEEN}>{props.verb} between…</option></Show>
      </select>
      <Show when={props.between && chosen() === BETWEEN}>
        <input type="datetime-local" aria-label="From" value={local(field('from'))} onChange={(event) => set('from', event.currentTarget.value)} />
        <input type="datetime-local" aria-label="Until" value={local(field('until'))} onChange={(event) => set('until', event.currentTarget.value)} />
      </Show>
    </>
  )
}
