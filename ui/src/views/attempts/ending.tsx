import { type JSX } from 'solid-js'
import type { Status } from '../../api/types'
import { Mark } from '../../parts/status'

const LIKE: Record<string, Status> = {
  done: 'done', marked_done: 'done', failed: 'failed', lost: 'unknown', cancelled: 'disabled', released: 'pending',
}

/** How an attempt ended; words of newer servers are shown as they are. */
export function Ending(props: { ending: string }): JSX.Element {
  const words = () => props.ending.charAt(0).toUpperCase() + props.ending.slice(1).replaceAll('_', ' ')
  return (
    <span class={`badge badge-${LIKE[props.ending] ?? 'unknown'}`}>
      <Mark status={LIKE[props.ending] ?? 'unknown'} />
      {words()}
    </span>
  )
}
