import { type JSX } from 'solid-js'
import { STATUSES, type Status } from '../../api/types'
import { Mark } from '../../parts/status'

const LIKE: Record<string, Status> = {
  done: 'done', marked_done: 'done', failed: 'failed', lost: 'unknown', cancelled: 'disabled', released: 'pending',
}

/** The status whose look an ending, or what goes on, has. */
export function likeOf(ending: string): Status {
  return LIKE[ending] ?? STATUSES.find((status) => status === ending) ?? 'unknown'
}

/** How an attempt ended; words of newer servers are shown as they are. */
export function Ending(props: { ending: string }): JSX.Element {
  const words = () => props.ending.charAt(0).toUpperCase() + props.ending.slice(1).replaceAll('_', ' ')
  return (
    <span class={`badge badge-${likeOf(props.ending)}`}>
      <Mark status={likeOf(props.ending)} />
      {words()}
    </span>
  )
}
