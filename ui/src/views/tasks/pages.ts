// A long list that is read in pages, as far as the viewer has scrolled. Pages in sight are read again when
// something changes; what is out of sight is read again when it is looked at.
import { batch, createEffect, createSignal, on, onCleanup, untrack, type Accessor } from 'solid-js'
import { get, Problem } from '../../api/client'
import type { Card, Page } from '../../api/types'
import { listen } from '../../live/events'

export const PAGE = 200
const APART = 500
const SHARE = 5

export type Query = Record<string, string | undefined>

interface Part {
  after: string | undefined
  rows: Card[]
  next: string | undefined
  /** Whether something changed since it was read. */
  stale: boolean
}

export interface Rows {
  /** The rows read so far. */
  readonly count: number
  /** Whether all there are were read. */
  readonly complete: boolean
  /** Whether anything was read. */
  readonly known: boolean
  readonly problem: Problem | undefined
  at(index: number): Card | undefined
  /** The viewer sees these rows. */
  look(from: number, until: number): void
  refresh(): void
}

export function rows(query: Accessor<Query>): Rows {
  const [parts, setParts] = createSignal<Part[]>([], { equals: false })
  const [problem, setProblem] = createSignal<Problem>()
  let seen = { from: 0, until: PAGE }
  let controller: AbortController | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let ready = 0

  function wanted(): number {
    const all = untrack(parts)
    const first = Math.floor(seen.from / PAGE)
    const last = Math.min(all.length - 1, Math.floor(Math.max(seen.until - 1, 0) / PAGE))
    for (let index = first; index <= last; index++) {
      if (all[index]?.stale) return index
    }
    const end = all.at(-1)
    const more = !end || (end.next !== undefined && seen.until + PAGE / 2 > all.length * PAGE)
    return more ? all.length : -1
  }

  function soon(): void {
    if (controller || timer !== undefined) return
    const index = wanted()
    if (index < 0) return
    // Scrolling on does not wait; reading again does, so that a storm of changes does not become one of requests.
    const delay = index >= untrack(parts).length ? 0 : Math.max(0, ready - performance.now())
    timer = setTimeout(() => {
      timer = undefined
      void read(wanted())
    }, delay)
  }

  async function read(index: number): Promise<void> {
    if (index < 0) return
    const all = untrack(parts)
    const after = index === 0 ? undefined : all[index - 1]?.next
    const mine = new AbortController()
    controller = mine
    const begun = performance.now()
    try {
      const page = await get<Page>('tasks', { ...untrack(query), limit: PAGE, after }, mine.signal)
      if (mine.signal.aborted) return
      batch(() => {
        setProblem(undefined)
        setParts((old) => put(old, index, { after, rows: page.tasks, next: page.next, stale: false }))
      })
    } catch (e) {
      if (mine.signal.aborted) return
      if (!(e instanceof Problem)) throw e
      setProblem(e)
      controller = undefined
      return
    }
    controller = undefined
    const took = performance.now() - begun
    ready = performance.now() + Math.max(APART, took * SHARE)
    soon()
  }

  function restart(): void {
    controller?.abort()
    controller = undefined
    clearTimeout(timer)
    timer = undefined
    seen = { from: 0, until: PAGE }
    setParts([])
    soon()
  }

  createEffect(on(query, restart))
  onCleanup(
    listen((notice) => {
      if (!notice.everything && notice.tasks.length === 0) return
      for (const part of untrack(parts)) part.stale = true
      soon()
    }),
  )
  onCleanup(() => {
    controller?.abort()
    clearTimeout(timer)
  })

  return {
    get count() {
      const all = parts()
      return all.length === 0 ? 0 : (all.length - 1) * PAGE + (all.at(-1)?.rows.length ?? 0)
    },
    get complete() {
      const last = parts().at(-1)
      return last !== undefined && last.next === undefined
    },
    get known() {
      return parts().length > 0
    },
    get problem() {
      return problem()
    },
    at: (index) => parts()[Math.floor(index / PAGE)]?.rows[index % PAGE],
    look(from, until) {
      seen = { from, until }
      soon()
    },
    refresh() {
      for (const part of untrack(parts)) part.stale = true
      ready = 0
      soon()
    },
  }
}

/** A page that ends elsewhere than before makes the next begin elsewhere. */
function put(old: Part[], index: number, part: Part): Part[] {
  const next = old[index + 1]
  if (part.next === undefined) return [...old.slice(0, index), part]
  if (next && next.after !== part.next) {
    const moved = { ...next, after: part.next, stale: true }
    return [...old.slice(0, index), part, moved, ...old.slice(index + 2)]
  }
  return [...old.slice(0, index), part, ...old.slice(index + 1)]
}
