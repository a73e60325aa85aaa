import { createMemo, For, Show, type JSX } from 'solid-js'
import { get } from '../../api/client'
import { STATUSES, type Counts, type Family, type Filter, type Run, type Status } from '../../api/types'
import { anyTask, anyWorker, live } from '../../live/query'
import { Mark, WORDS } from '../../parts/status'
import { count } from '../../parts/text'
import { times, timesInWords, When } from '../../parts/when'
import { field, setFields } from '../../shell/router'
import { scheduler } from '../../shell/scheduler'

const LONGEST = 60
const MOST_RUNS = 1_000
/** Workers are heard of every second, and seldom of a new user's; in milliseconds. */
const SELDOM = 5_000

const ORDERS = [
  ['newest', 'Newest first'],
  ['oldest', 'Oldest first'],
  ['updated', 'Last changed first'],
  ['priority', 'Highest priority first'],
] as const

/** What else the address may restrict the list to. */
const NAMES = ['family', 'text', 'worker', 'user', 'cause'] as const
/** What has no field of its own is shown to be taken away. */
const REMOVABLE = ['text', 'worker', 'cause'] as const

/** The statuses in the address; those it does not know are left out. */
export function statuses(): Status[] {
  const named = field('status').split(',')
  return STATUSES.filter((status) => named.includes(status))
}

/** What the address restricts the list to, beside statuses. */
export function restrictions(): Omit<Filter, 'status' | 'ids'> {
  return { ...Object.fromEntries(NAMES.filter((name) => field(name)).map((name) => [name, field(name)])), ...times() }
}

/** What the address restricts the list to. */
export function filter(): Filter {
  return { ...restrictions(), ...(statuses().length > 0 ? { status: statuses() } : {}) }
}

/** The filter in words. */
export function described(): string {
  const words = [
    new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(statuses().map((status) => WORDS[status].toLowerCase())),
    field('family') && `of ${field('family')}`,
    field('text') && `with “${field('text')}”`,
    field('worker') && `on ${field('worker')}`,
    field('user') && `that ${field('user')} wants`,
    timesInWords() && `changed ${timesInWords()}`,
    field('cause') && `that failed for “${cut(field('cause'))}”`,
  ].filter(Boolean)
  return words.length === 0 ? 'All tasks' : `Tasks ${words.join(', ')}`
}

/** A cause may be a long line, of which the beginning tells. */
function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`
}

export function FilterBar(): JSX.Element {
  const families = live(
    () => 'families',
    (path, signal) => get<{ families: Family[] }>(path, {}, signal),
    anyTask,
    'family',
  )
  const runs = live(
    () => 'runs',
    (path, signal) => get<{ runs: Run[] }>(path, { status: 'running', limit: MOST_RUNS }, signal),
    anyWorker,
    'id',
    SELDOM,
  )
  /** Those whose runs are there, and who is asked for. */
  const users = createMemo(
    () => [...new Set([field('user'), ...(runs.value?.runs ?? []).map((one) => one.user ?? '')])].filter(Boolean).sort(),
    [],
    { equals: (a, b) => a.join('\n') === b.join('\n') },
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
      <Show when={users().length > 0}>
        <select aria-label="Wanted by" onChange={(event) => setFields({ user: event.currentTarget.value })}>
          <option value="">Wanted by anybody</option>
          <For each={users()}>{(user) => <option value={user} selected={user === field('user')}>Wanted by {user}</option>}</For>
        </select>
      </Show>
      <When verb="Changed" between />
      <select aria-label="Order" value={field('sort') || 'newest'} onChange={(event) => setFields({ sort: event.currentTarget.value })}>
        <For each={ORDERS}>{([name, words]) => <option value={name}>{words}</option>}</For>
      </select>
      <For each={REMOVABLE.filter((name) => field(name))}>
        {(name) => (
          <button type="button" class="chip" aria-label={`Remove: ${name} ${field(name)}`} onClick={() => setFields({ [name]: '' })}>
            {name} “<bdi>{cut(field(name))}</bdi>” <span aria-hidden="true">✕</span>
          </button>
        )}
      </For>
    </div>
  )
}
