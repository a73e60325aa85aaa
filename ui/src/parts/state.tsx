// What is shown where there is nothing to show: that it is on its way, why it failed, what to do next.
import { Show, type JSX } from 'solid-js'
import type { Live } from '../live/query'
import type { Problem } from '../api/client'

export function Empty(props: { title: string; children?: JSX.Element }): JSX.Element {
  return (
    <div class="empty">
      <p class="empty-title">{props.title}</p>
      <div class="empty-more">{props.children}</div>
    </div>
  )
}

export function Trouble(props: { problem: Problem; retry: () => void }): JSX.Element {
  return (
    <div class="trouble" role="alert">
      <p>
        <strong>{props.problem.message}</strong>
      </p>
      <Show when={props.problem.hint}>
        <p>{props.problem.hint}</p>
      </Show>
      <button type="button" onClick={() => props.retry()}>
        Try again
      </button>
    </div>
  )
}

/** Shows `children` once there is an answer; a later failure is told above the last answer. */
export function Answer<T extends object>(props: {
  of: Live<T>
  children: (value: T) => JSX.Element
}): JSX.Element {
  return (
    <>
      <Show when={props.of.problem}>{(problem) => <Trouble problem={problem()} retry={props.of.refresh} />}</Show>
      <Show
        when={props.of.value}
        keyed
        fallback={<Show when={!props.of.problem}><div class="loading" aria-label="Loading" role="status" /></Show>}
      >
        {(value) => props.children(value)}
      </Show>
    </>
  )
}
