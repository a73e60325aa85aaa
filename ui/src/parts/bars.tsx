// Small pictures of amounts. What they show is also said in words.
import { For, Show, type JSX } from 'solid-js'
import { STATUSES, type Counts, type Status } from '../api/types'
import { count } from './text'
import { WORDS } from './status'

/** How far a task is. */
export function Progress(props: { percentage: number | undefined }): JSX.Element {
  return (
    <Show when={props.percentage !== undefined} fallback={<span class="progress progress-unknown" />}>
      <progress class="progress" max="100" value={props.percentage} aria-label={`${Math.round(props.percentage ?? 0)} %`} />
    </Show>
  )
}

/** How much of something is in use. */
export function Load(props: { used: number; total: number; label: string }): JSX.Element {
  return (
    <span class="load">
      <span
        class={`meter ${props.used >= props.total ? 'full' : ''}`}
        role="meter"
        aria-label={props.label}
        aria-valuemin="0"
        aria-valuemax={props.total}
        aria-valuenow={props.used}
      >
        <span style={{ width: `${Math.min(100, (100 * props.used) / Math.max(props.total, 1e-9))}%` }} />
      </span>
      <span class="num">
        {count(props.used)} / {count(props.total)}
      </span>
    </span>
  )
}

/** Tasks by status, as parts of one bar. */
export function CountsBar(props: { counts: Counts }): JSX.Element {
  const total = () => STATUSES.reduce((sum, status) => sum + (props.counts[status] ?? 0), 0)
  const shown = () => STATUSES.filter((status) => (props.counts[status] ?? 0) > 0)
  const words = () => shown().map((status) => `${count(props.counts[status] ?? 0)} ${WORDS[status].toLowerCase()}`).join(', ') || 'no tasks'
  const grow = (status: Status) => ({ 'flex-grow': String((props.counts[status] ?? 0) / Math.max(1, total())) })
  return (
    <span class="countsbar" role="img" aria-label={words()} title={words()}>
      <For each={shown()}>{(status) => <span class={`fill-${status}`} style={grow(status)} />}</For>
    </span>
  )
}
