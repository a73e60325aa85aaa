// Links to tasks, workers and addresses that others gave.
import { Show, type JSX } from 'solid-js'
import type { Status } from '../api/types'
import { href } from '../shell/router'
import { Mark } from './status'
import { called, workerName } from './text'

interface Named {
  id: string
  family?: string | undefined
  parameters?: Record<string, string> | undefined
  status?: Status
}

export function TaskLink(props: { task: Named }): JSX.Element {
  return (
    <a class="tasklink" href={href('task', props.task.id)} title={props.task.id}>
      <Show when={props.task.status}>{(status) => <Mark status={status()} label />}</Show>
      <bdi>{called(props.task)}</bdi>
    </a>
  )
}

export function WorkerLink(props: { id: string }): JSX.Element {
  return (
    <a href={href('worker', props.id)} title={props.id}>
      <bdi>{workerName(props.id)}</bdi>
    </a>
  )
}

/** An address that a task told: a link only if it leads to a web page. */
export function Outside(props: { url: string }): JSX.Element {
  return (
    <Show when={/^https?:\/\//i.test(props.url)} fallback={<bdi>{props.url}</bdi>}>
      <a href={props.url} target="_blank" rel="noopener noreferrer">
        <bdi>{props.url}</bdi>
      </a>
    </Show>
  )
}
