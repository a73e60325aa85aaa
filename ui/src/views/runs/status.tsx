import { type JSX } from 'solid-js'
import type { Run, RunStatus, Status } from '../../api/types'
import { Mark } from '../../parts/status'
import { readable } from '../../parts/text'

export const RUN_WORDS: Record<RunStatus, string> = {
  running: 'Running', failed: 'Failed', unfinished: 'Unfinished', lost: 'Lost', done: 'Done',
}

export const RUN_MEANING: Record<RunStatus, string> = {
  running: 'Its worker is there and has tasks to do',
  failed: 'Tasks failed or are disabled, and nothing more of it could end by itself',
  unfinished: 'It left before its tasks were done, without a failure of its own',
  lost: 'It fell silent while tasks could still end',
  done: 'All its tasks are done',
}

const LIKE: Record<RunStatus, Status> = { running: 'running', failed: 'failed', unfinished: 'pending', lost: 'unknown', done: 'done' }

export const like = (status: RunStatus): Status => LIKE[status] ?? 'unknown'

export function RunBadge(props: { status: RunStatus }): JSX.Element {
  return (
    <span class={`badge badge-${like(props.status)}`} title={RUN_MEANING[props.status]}>
      <Mark status={like(props.status)} />
      {RUN_WORDS[props.status] ?? props.status}
    </span>
  )
}

/** A run as people call it: what was asked for. */
export function runName(run: Run): string {
  const [first, ...others] = run.roots
  if (!first) return run.family ?? run.worker
  return others.length > 0 ? `${readable(first)} and ${others.length} more` : readable(first)
}

/** The run's counts as those of tasks, for a bar. */
export function countsOf(run: Run): Partial<Record<Status, number>> {
  const { done, doneBefore, failed, running, notRun } = run.counts
  return { failed, running, pending: notRun, done: done + doneBefore }
}
