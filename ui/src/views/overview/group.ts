// Failed tasks by what is wrong with them, as the server groups them: a hundred days that fail for one reason are one problem.
import { get } from '../../api/client'
import type { FailureGroup, Page } from '../../api/types'

/** What the server leaves out of a cause before it compares: numbers, times, long hexadecimal names. */
const NUMBER = /\b(?:0x)?[0-9a-f]{8,}\b|\d+(?:[.:_T-]\d+)*Z?/gi
const PAGE = 1_000
const MOST_PAGES = 10

export function kind(cause: string): string {
  return cause.replace(NUMBER, '#')
}

export function keyOf(group: FailureGroup): string {
  return `${group.family}\n${kind(group.cause)}`
}

/** The largest first; of equal ones, the latest. */
export function bySize(groups: readonly FailureGroup[]): FailureGroup[] {
  return [...groups].sort((a, b) => b.count - a.count || (a.last < b.last ? 1 : -1))
}

/** The ids of all tasks of a group, as far as one action reaches. */
export interface Members {
  failed: string[]
  disabled: string[]
  /** Whether there may be more. */
  more: boolean
}

export async function members(group: FailureGroup): Promise<Members> {
  const found: Members = { failed: [], disabled: [], more: false }
  const wanted = kind(group.cause)
  let after: string | undefined
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page = await get<Page>('tasks', { status: 'failed,disabled', family: group.family, sort: 'updated', limit: PAGE, after })
    for (const task of page.tasks) {
      if (task.family !== group.family || kind(task.note ?? '') !== wanted) continue
      if (task.status === 'failed') found.failed.push(task.id)
      else if (task.status === 'disabled') found.disabled.push(task.id)
    }
    after = page.next
    if (after === undefined) return found
  }
  return { ...found, more: true }
}
