import { For, Show, type JSX } from 'solid-js'
import { get } from '../../api/client'
import { STATUSES, type Counts, type Family, type Filter, type Status } from '../../api/types'
import { anyTask, live } from '../../live/query'
import { Mark, WORDS } from '../../parts/status'
import { count } from '../../parts/text'
import { field, setFields } from '../../shell/router'
import { scheduler } from '../../shell/scheduler'

const ORDERS = [
  ['newest', 'Newest first'],
  ['oldest', 'Oldest first'],
  ['updated', 'Last changed first'],
  ['priority', 'Highest priority first'],
] as const

/** The statuses in the address; those it does not know are left out. */
export function statuses(): Status[] {
  const named = field('status').split(',')
  return STATUSES.filter((status) => named.includes(status))
}

/** What the address restricts the list to. */
export function filter(): Filter {
  const all: Filter = {}
  if (statuses().length > 0) all.status = statuses()
  for (const name of ['family', 'text', 'worker'] as const) {
    if (field(name)) all[name] = field(name)
  }
  return all
}

/** The filter in words. */
export function described(): string {
  const words = [
    statuses().map((status) => WORDS[status].toLowerCase()).join(' or '),
    field('family') && `of ${field('family')}`,
    field('text') && `with “${field('text')}”`,
    field('worker') && `on ${field('worker')}`,
  ].filter(Boolean)
  return words.length === 0 ? 'All tasks' : `Tasks ${words.join(', ')}`
}

export function FilterBar(): JSX.Element {
  const families = live(
    () => 'families',
    (path, signal) => get<{ families: Family[] }>(path, {}, signal),
    anyTask,
    'family',
  )
  const counts = (): Counts =>
    (field('family') ? families.value?.families.find((one) => one.family === field('family'))?.counts : scheduler.value?.counts) ?? {}
  function toggle(status: Status): void {
    const now = statuses()
    setFields({ status: (now.includes(status) ? now.filter((one) => one !== status) : [...now, status]).join(',') })
  }
  return (
    <div class="filter" role="group" aria-label="Filter">
      <div class="chips">
        <For each={STATUSES}>
          {(status) => (
            <Show when={(counts()[status] ?? 0) > 0 || statuses().includes(status)}>
              <button type="button" class="chip" aria-pressed={statuses().includes(status)} onClick={() => toggle(status)}>
                <Mark status={status} /> {WORDS[status]} <span class="num">{count(counts()[status] ?? 0)}</span>
              </button>
            </Show>
          )}
        </For>
      </div>
      <select aria-label="Family" value={field('family')} onChange={(event) => setFields({ family: event.currentTarget.value })}>
        <option value="">All families</option>
        <For each={families.value?.families.filter((one) => one.family) ?? (field('family') ? [{ family: field('family') }] : [])}>
          {(one) => (
            <option value={one.family} selected={one.family === field('family')}>
              {one.family}
            </option>
          )}
        </For>
      </select>
      <select aria-label="Order" value={field('sort') || 'newest'} onChange={(event) => setFields({ sort: event.currentTarget.value })}>
        <For each={ORDERS}>{([name, words]) => <option value={name}>{words}</option>}</For>
      </select>
      <For each={(['text', 'worker'] as const).filter((name) => field(name))}>
        {(name) => (
          <button type="button" class="chip" aria-label={`Remove: ${name} ${field(name)}`} onClick={() => setFields({ [name]: '' })}>
            {name} “<bdi>{field(name)}</bdi>” <span aria-hidden="true">✕</span>
          </button>
        )}
      </For>
    </div>
  )
}
