// What people do to tasks, and when it makes sense.
import { part, post } from './client'
import type { Action, Filter, Status } from './types'

export interface Deed {
  action: Action
  verb: string
  /** As in "3 tasks were …". */
  past: string
  /** What follows from it. */
  means: string
  danger: boolean
  on: readonly Status[]
}

export const DEEDS: readonly Deed[] = [
  {
    action: 'retry', verb: 'Retry', past: 'set to run again', danger: false, on: ['failed'],
    means: 'It becomes pending with all its retries, and what waits for it can go on once it is done.',
  },
  {
    action: 'enable', verb: 'Enable', past: 'enabled', danger: false, on: ['disabled'],
    means: 'It may run again, as soon as a worker that can run it asks for work.',
  },
  {
    action: 'cancel', verb: 'Cancel', past: 'cancelled', danger: true, on: ['running', 'batch_running', 'parked', 'pending'],
    means: 'It is stopped and counts as failed for good, until somebody retries it. What needs it does not run. One that a worker of Luigi runs is not stopped, but counts as failed all the same.',
  },
  {
    action: 'disable', verb: 'Disable', past: 'disabled', danger: true, on: ['pending', 'failed', 'unknown'],
    means: 'It does not run until somebody enables it or a worker announces it again. What needs it does not run.',
  },
  {
    action: 'mark-done', verb: 'Mark as done', past: 'marked as done', danger: true, on: ['failed', 'pending', 'disabled', 'unknown', 'running', 'batch_running', 'parked'],
    means: 'It counts as done without running, and what needs it starts, whether or not its output is there.',
  },
]

export function deedsFor(status: Status): Deed[] {
  return DEEDS.filter((deed) => deed.on.includes(status))
}

export function act(action: Action, id: string): Promise<{ status: Status }> {
  return post(`tasks/${part(id)}/${action}`)
}

export interface Bulk {
  matching: number
  changed: number
  /** Whether there are more than are reached at once. */
  more: boolean
}

export function actOnMany(action: Action, filter: Filter, dryRun: boolean): Promise<Bulk> {
  return post('actions', { action, filter, dryRun })
}
