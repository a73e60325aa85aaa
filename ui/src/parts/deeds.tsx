// Buttons that do something to a task or to many, after a question.
import { createResource, createSignal, For, Show, type JSX } from 'solid-js'
import { act, actOnMany, deedsFor, type Deed } from '../api/actions'
import type { Filter, Status } from '../api/types'
import { mayOperate } from '../shell/session'
import { Confirm } from './dialog'
import { plural } from './text'
import { tell } from './toast'

/** What can be done to one task; nothing for those who may not. */
export function TaskDeeds(props: { id: string; name: string; status: Status; done: () => void }): JSX.Element {
  const [asked, setAsked] = createSignal<Deed>()
  return (
    <Show when={mayOperate()}>
      <For each={deedsFor(props.status)}>
        {(deed, index) => (
          <button type="button" class={index() === 0 && !deed.danger ? 'primary' : ''} onClick={() => setAsked(deed)}>
            {deed.verb}
          </button>
        )}
      </For>
      <Show when={asked()} keyed>
        {(deed) => (
          <Confirm
            title={`${deed.verb}?`}
            verb={deed.verb}
            danger={deed.danger}
            close={() => setAsked(undefined)}
            run={async () => {
              await act(deed.action, props.id)
              tell(`The task was ${deed.past}.`)
              props.done()
            }}
          >
            <p class="subject">
              <bdi>{props.name}</bdi>
            </p>
            <p>{deed.means}</p>
          </Confirm>
        )}
      </Show>
    </Show>
  )
}

/** Does `deed` to all tasks of `filter`; says first how many there are. */
export function ConfirmMany(props: {
  deed: Deed
  filter: Filter
  what: string
  close: () => void
  done?: () => void
}): JSX.Element {
  const [preview] = createResource(() => actOnMany(props.deed.action, props.filter, true))
  return (
    <Confirm
      title={`${props.deed.verb}?`}
      verb={preview.state === 'ready' ? `${props.deed.verb} ${plural(preview().matching, 'task')}` : props.deed.verb}
      danger={props.deed.danger}
      close={props.close}
      run={async () => {
        const { matching, changed } = await actOnMany(props.deed.action, props.filter, false)
        const rest = matching - changed
        tell(
          `${plural(changed, 'task was', 'tasks were')} ${props.deed.past}` +
            (rest > 0 ? `; ${plural(rest, 'other was', 'others were')} no longer in need of it.` : '.'),
        )
        props.done?.()
      }}
    >
      <p class="subject">
        <bdi>{props.what}</bdi>
      </p>
      <Show when={preview.state === 'ready' && preview()} fallback={<p>Counting…</p>}>
        {(found) => (
          <p>
            {plural(found().matching, 'task')} now.{' '}
            {found().more ? 'There are more than are reached at once: repeat it afterwards.' : ''}
          </p>
        )}
      </Show>
      <p>For each: {props.deed.means.charAt(0).toLowerCase() + props.deed.means.slice(1)}</p>
    </Confirm>
  )
}
