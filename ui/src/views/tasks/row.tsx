import { Show, type JSX } from 'solid-js'
import type { Card } from '../../api/types'
import { Badge } from '../../parts/status'
import { cause, inline } from '../../parts/text'
import { Ago, Since } from '../../parts/time'
import { href } from '../../shell/router'

export function Row(props: {
  task: Card | undefined
  current: boolean
  picked: boolean
  pick?: (id: string) => void
}): JSX.Element {
  return (
    <Show when={props.task} fallback={<div class="taskrow" />}>
      {(task) => (
        <div class="taskrow" classList={{ current: props.current }} aria-current={props.current ? 'true' : undefined}>
          <Show when={props.pick}>
            {(pick) => (
              <input
                type="checkbox"
                aria-label={`Choose ${task().id}`}
                checked={props.picked}
                onChange={() => pick()(task().id)}
              />
            )}
          </Show>
          <Badge status={task().status} />
          <a class="taskrow-name" href={href('task', task().id)} title={task().id}>
            <Show when={task().family} fallback={<bdi>{task().id}</bdi>}>
              <b><bdi>{task().family}</bdi></b> <bdi class="params">{inline(task().parameters)}</bdi>
            </Show>
          </a>
          <span class="taskrow-note"><bdi>{note(task())}</bdi></span>
          <span class="taskrow-time">
            <Show when={task().status === 'running' && task().since} fallback={<Ago at={task().updated} />}>
              {(since) => <>for <Since at={since()} /></>}
            </Show>
          </span>
        </div>
      )}
    </Show>
  )
}

function note(task: Card): string {
  if (!task.note) return task.percentage === undefined ? '' : `${Math.round(task.percentage)} %`
  const text = task.status === 'failed' || task.status === 'disabled' ? cause(task.note) : task.note
  return task.percentage === undefined ? text : `${Math.round(task.percentage)} % · ${text}`
}
