import { type JSX } from 'solid-js'
export function GraphView(props: { id: string }): JSX.Element {
  return <p>{props.id}</p>
}
