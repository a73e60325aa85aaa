// Runs and what they did, as the server tells it.
import { get, part } from '../../api/client'
import type { GraphAnswer, Page, Run, RunTasks } from '../../api/types'
import { likeOf } from '../attempts/ending'
import type { Bar } from './lanes'

const MOST_PAGES = 10
const MOST_EDGES = 20_000

/** A class, so that it is taken as it is rather than watched part by part. */
export class Course {
  constructor(
    /** By their start. */
    readonly bars: readonly Bar[],
    readonly from: number,
    readonly until: number,
    /** Whether there are more attempts. */
    readonly cut: boolean,
  ) {}
}

export async function readCourse(run: Run, signal?: AbortSignal): Promise<Course> {
  const bars: Bar[] = []
  const now = Date.now()
  let after: string | undefined
  let pages = 0
  do {
    const { from, families, workers, columns, next } = await get<RunTasks>(`runs/${part(run.id)}/tasks`, { after }, signal)
    const base = Date.parse(from)
    columns.task.forEach((task, n) => {
      const start = base + columns.start[n]!
      const end = columns.end[n]
      const ending = columns.ending[n]!
      bars.push({
        task, family: families[columns.family[n]!] ?? '', worker: workers[columns.worker[n]!] ?? '', attempt: columns.attempt[n]!,
        start, end: end === null || end === undefined ? Math.max(start, now) : base + end, ending, like: likeOf(ending),
      })
    })
    after = next
  } while (after !== undefined && ++pages < MOST_PAGES)
  bars.sort((a, b) => a.start - b.start)
  const first = bars.reduce((least, bar) => Math.min(least, bar.start), Date.parse(run.started))
  const last = bars.reduce((most, bar) => Math.max(most, bar.end), run.ended ? Date.parse(run.ended) : first + 1)
  return new Course(bars, first, Math.max(last, first + 1), after !== undefined)
}

/** What a run's length hung on: the attempt that ended last, the one that it waited for last, and so on back. */
export async function criticalPath(run: Run, course: Course, signal?: AbortSignal): Promise<Bar[]> {
  const root = run.roots[0]
  if (!root || course.bars.length === 0) return []
  // Of an old run the server has forgotten the tasks.
  const known = await get<Page>('tasks', { id: root, limit: 1 }, signal)
  if (known.tasks.length === 0) return []
  const { edges } = await get<GraphAnswer>(`tasks/${part(root)}/graph`, { direction: 'dependencies', limit: MOST_EDGES }, signal)
  const needs = new Map<string, string[]>()
  for (const edge of edges) needs.set(edge.task, [...(needs.get(edge.task) ?? []), edge.needs])
  return pathOf(needs, root, course.bars)
}

/** @return in the order of time */
export function pathOf(needs: ReadonlyMap<string, readonly string[]>, root: string, bars: readonly Bar[]): Bar[] {
  const last = new Map<string, Bar>()
  for (const bar of bars) if (bar.end >= (last.get(bar.task)?.end ?? 0)) last.set(bar.task, bar)
  /** What ended last, here or below tasks that did not run themselves, as those that only gather others. */
  const latest = (ids: readonly string[], seen: Set<string>): Bar | undefined => {
    let best: Bar | undefined
    const open = [...ids]
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (seen.has(id)) continue
      seen.add(id)
      const bar = last.get(id)
      if (!bar) open.push(...(needs.get(id) ?? []))
      else if (!best || bar.end > best.end) best = bar
    }
    return best
  }
  const path: Bar[] = []
  const used = new Set<string>()
  for (let step = latest([root], new Set()); step && !used.has(step.task); step = latest(needs.get(step.task) ?? [], new Set(used))) {
    used.add(step.task)
    path.push(step)
  }
  return path.reverse()
}

/** The run of the same family before `run`; undefined if none is known. */
export async function before(run: Run): Promise<Run | undefined> {
  const same = run.family ? { family: run.family } : { root: run.roots[0] }
  if (!run.family && !run.roots[0]) return undefined
  const { runs } = await get<{ runs: Run[] }>('runs', { ...same, limit: 100 })
  return runs.filter((one) => one.id !== run.id && one.started < run.started).sort((a, b) => (a.started < b.started ? 1 : -1))[0]
}

/** What a family took in a run. */
export interface Share {
  family: string
  tasks: number
  attempts: number
  failed: number
  /** Milliseconds, of all its attempts together. */
  busy: number
  longest: Bar
}

/** Where the time went: the most first. */
export function shares(bars: readonly Bar[]): Share[] {
  const all = new Map<string, Share & { ids: Set<string> }>()
  for (const bar of bars) {
    const share = all.get(bar.family) ?? { family: bar.family, tasks: 0, attempts: 0, failed: 0, busy: 0, longest: bar, ids: new Set<string>() }
    all.set(bar.family, share)
    share.attempts++
    share.ids.add(bar.task)
    share.tasks = share.ids.size
    if (bar.like === 'failed') share.failed++
    share.busy += bar.end - bar.start
    if (bar.end - bar.start > share.longest.end - share.longest.start) share.longest = bar
  }
  return [...all.values()].sort((a, b) => b.busy - a.busy)
}
