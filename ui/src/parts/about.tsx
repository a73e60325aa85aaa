// What a family's author says about its tasks, and whom to ask.
import { For, Show, type JSX } from 'solid-js'
import type { Family } from '../api/types'

export function About(props: { of: Family }): JSX.Element {
  return (
    <Show when={props.of.help || props.of.owners}>
      <div class="about quiet">
        <Show when={props.of.help}>{(help) => <p title={help()}><bdi>{help()}</bdi></p>}</Show>
        <Show when={props.of.owners}>
          {(owners) => <p title={owners().join(', ')}>Ask <For each={owners()}>{(owner, i) => <>{i() > 0 ? ', ' : ''}<bdi>{owner}</bdi></>}</For></p>}
        </Show>
      </div>
    </Show>
  )
}
