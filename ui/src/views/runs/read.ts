// Runs and what they did, as the server tells it.
import { get, now as serverNow, part } from '../../api/client'
import type { Run, RunTasks } from '../../api/types'
import { likeOf } from '../attempts/ending'
import type { Bar } from './lanes'

const MOST_PAGES = 10

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
  const now = serverNow()
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
