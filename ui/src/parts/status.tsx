// A status is shown by a shape and a word, never by its colour alone.
import { type JSX } from 'solid-js'
import type { Status } from '../api/types'

export const WORDS: Record<Status, string> = {
  failed: 'Failed',
  running: 'Running',
  batch_running: 'Running in a batch',
  parked: 'Parked',
  pending: 'Pending',
  disabled: 'Disabled',
  unknown: 'Unknown',
  done: 'Done',
}

export const MEANING: Record<Status, string> = {
  failed: 'The last attempt failed',
  running: 'A worker is at it',
  batch_running: 'Run together with others of its family',
  parked: 'Stopped in the middle, waits for tasks that it found it needs',
  pending: 'To be run, now or once what it needs is done',
  disabled: 'Not to be run until somebody enables it or the time is over',
  unknown: 'Needed by others, but no worker announced it',
  done: 'Its output is there',
}

const SHAPES: Record<Status, string> = {
  failed: 'M5.2 1.2h5.6l4 4v5.6l-4 4H5.2l-4-4V5.2Z',
  running: 'M4 2.5v11l9.5-5.5Z',
  batch_running: 'M2 2.5v11l6-5.5Z M8.5 2.5v11l6-5.5Z',
  parked: 'M3.5 2.5h3v11h-3Z M9.5 2.5h3v11h-3Z',
  pending: 'M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2Z M8 4.8V8l2.2 1.6',
  disabled: 'M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2Z M3.9 3.9l8.2 8.2',
  unknown: 'M2.5 2.5h11v11h-11Z M6.2 6.4a1.9 1.9 0 1 1 2.6 1.8q-.8.3-.8 1.2M8 11.2v.6',
  done: 'M2.5 8.5l3.6 3.8 7.4-8.3',
}

/** The shape alone, where the word is near. */
export function Mark(props: { status: Status; label?: boolean }): JSX.Element {
  return (
    <svg
      class={`mark mark-${props.status}`}
      viewBox="0 0 16 16"
      role={props.label ? 'img' : undefined}
      aria-hidden={props.label ? undefined : 'true'}
      aria-label={props.label ? WORDS[props.status] : undefined}
    >
      <path d={SHAPES[props.status]} />
      {props.status === 'failed' && <path class="mark-cut" d="M5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8" />}
    </svg>
  )
}

export function Badge(props: { status: Status }): JSX.Element {
  return (
    <span class={`badge badge-${props.status}`} title={MEANING[props.status]}>
      <Mark status={props.status} />
      {WORDS[props.status]}
    </span>
  )
}
