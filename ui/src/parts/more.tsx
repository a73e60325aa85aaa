// Lists that grow when asked; how far is in the address.
import { Show, type JSX } from 'solid-js'
import { field, setFields } from '../shell/router'

/** So many rows at first, and so many more each time; the server tells of at most so many. */
interface Steps {
  /** The address's field. */
  name: string
  first: number
  more: number
  most: number
}

export const ROWS: Steps = { name: 'show', first: 100, more: 300, most: 1_000 }

/** How many are asked for. */
export function shownOf(steps: Steps): number {
  const asked = Math.floor(Number(field(steps.name)))
  return asked > steps.first ? Math.min(steps.most, asked) : steps.first
}

/** @param of the list; it is asked for again, so that what is shown stays where it is */
export function More(props: { steps: Steps; is: boolean; text?: string; of: { refresh(): void } }): JSX.Element {
  function grow(): void {
    setFields({ [props.steps.name]: String(Math.min(props.steps.most, shownOf(props.steps) + props.steps.more)) })
    props.of.refresh()
  }
  return (
    <Show when={props.is && shownOf(props.steps) < props.steps.most}>
      <button type="button" class={props.text ? 'plain' : ''} onClick={grow}>{props.text ?? 'Show more'}</button>
    </Show>
  )
}
