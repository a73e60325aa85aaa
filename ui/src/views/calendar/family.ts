// All tasks of a family by a parameter that is a date.
import { get } from '../../api/client'
import { STATUSES, type Attempt, type Card, type Counts, type Page, type Status } from '../../api/types'
import { moment, written, type Moment, type Unit } from './dates'

const PAGE = 1_000
const MOST_PAGES = 20
const MOST_HISTORY = 5

/** What is known about one date. */
export interface Cell {
  tasks: Card[]
  counts: Counts
  /** The one that most calls for somebody. */
  status: Status
  /** Done, but the server has forgotten the task: so its history says. */
  past: boolean
}

/** A class, so that it is taken as it is rather than watched part by part. */
export class FamilyTasks {
  constructor(
    readonly tasks: readonly Card[],
    /** Parameters of what ended well and is forgotten. */
    readonly past: readonly Record<string, string>[],
    /** Whether there are older ones. */
    readonly cut: boolean,
  ) {}

  /** Parameters most of whose values are dates. */
  dateParameters(): string[] {
    const all = new Map<string, { dates: number; all: number }>()
    for (const parameters of this.everything()) {
      for (const [name, value] of Object.entries(parameters)) {
        const sums = all.get(name) ?? { dates: 0, all: 0 }
        sums.all++
        if (moment(value)) sums.dates++
        all.set(name, sums)
      }
    }
    return [...all].filter(([, sums]) => sums.dates > sums.all / 2).map(([name]) => name)
  }

  /** The other parameters that tell tasks apart, with their values. */
  choices(date: string): [string, string[]][] {
    const all = new Map<string, Set<string>>()
    for (const parameters of this.everything()) {
      for (const [name, value] of Object.entries(parameters)) {
        if (name !== date) all.set(name, (all.get(name) ?? new Set()).add(value))
      }
    }
    return [...all].filter(([, values]) => values.size > 1 && values.size <= 200).map(([name, values]) => [name, [...values].sort()])
  }

  /** @param only values that other parameters must have */
  calendar(parameter: string, only: Record<string, string>): Calendar {
    const fits = (parameters: Record<string, string>) => Object.entries(only).every(([name, value]) => parameters[name] === value)
    const dated: [Moment, Card | undefined][] = []
    for (const task of this.tasks) {
      const at = moment(task.parameters[parameter] ?? '')
      if (at && fits(task.parameters)) dated.push([at, task])
    }
    for (const parameters of this.past) {
      const at = moment(parameters[parameter] ?? '')
      if (at && fits(parameters)) dated.push([at, undefined])
    }
    const sizes = { month: 0, day: 0, hour: 0 }
    for (const [at] of dated) sizes[at.unit]++
    const unit: Unit = sizes.day >= sizes.hour && sizes.day >= sizes.month ? 'day' : sizes.hour >= sizes.month ? 'hour' : 'month'
    const cells = new Map<number, Cell>()
    for (const [at, task] of dated) if (at.unit === unit) put(cells, at.at, task)
    const isPlain = [...cells].every(([at, cell]) => cell.tasks.every((task) => task.parameters[parameter] === written(unit, at)))
    return { unit, cells, parameter: isPlain ? parameter : '', others: dated.length - sizes[unit] }
  }

  private *everything(): Generator<Record<string, string>> {
    for (const task of this.tasks) yield task.parameters
    yield* this.past
  }
}

export interface Calendar {
  unit: Unit
  cells: ReadonlyMap<number, Cell>
  /** The parameter that is the date; empty if its values are written in a way that cannot be told of dates without a task. */
  parameter: string
  /** How many tasks have dates of another unit. */
  others: number
}

function put(cells: Map<number, Cell>, at: number, task: Card | undefined): void {
  let cell = cells.get(at)
  if (!cell) cells.set(at, (cell = { tasks: [], counts: {}, status: 'done', past: true }))
  if (!task) return
  cell.past = false
  cell.tasks.push(task)
  cell.counts[task.status] = (cell.counts[task.status] ?? 0) + 1
  if (STATUSES.indexOf(task.status) < STATUSES.indexOf(cell.status)) cell.status = task.status
}

export async function readFamily(family: string, signal: AbortSignal): Promise<FamilyTasks> {
  const [tasks, past] = await Promise.all([
    pages<Card, Page>('tasks', { family }, MOST_PAGES, (page) => page.tasks, signal),
    pages<Attempt, { attempts: Attempt[]; next?: string }>('attempts', { family, ending: 'done' }, MOST_HISTORY, (page) => page.attempts, signal),
  ])
  const known = new Set(tasks.all.map((task) => task.id))
  const forgotten = new Map(past.all.filter((attempt) => !known.has(attempt.task)).map((attempt) => [attempt.task, attempt.parameters]))
  return new FamilyTasks(tasks.all, [...forgotten.values()], tasks.cut)
}

async function pages<T, P extends { next?: string }>(
  path: string, query: Record<string, string>, most: number, of: (page: P) => T[], signal: AbortSignal,
): Promise<{ all: T[]; cut: boolean }> {
  const all: T[] = []
  let after: string | undefined
  for (let n = 0; n < most; n++) {
    const page = await get<P>(path, { ...query, limit: PAGE, after }, signal)
    all.push(...of(page))
    after = page.next
    if (after === undefined) return { all, cut: false }
  }
  return { all, cut: true }
}
