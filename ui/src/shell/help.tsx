import { For, type JSX } from 'solid-js'
import { STATUSES } from '../api/types'
import { Dialog } from '../parts/dialog'
import { Badge, MEANING } from '../parts/status'
import { bound } from './keys'

export function Help(props: { close: () => void }): JSX.Element {
  return (
    <Dialog title="Keys and signs" close={props.close}>
      <dl class="keys">
        <For each={bound()}>
          {(one) => (
            <>
              <dt>
                <kbd>{one.key}</kbd>
              </dt>
              <dd>{one.does}</dd>
            </>
          )}
        </For>
      </dl>
      <h3>Where a task can be in its life</h3>
      <dl class="keys signs">
        <For each={STATUSES}>
          {(status) => (
            <>
              <dt>
                <Badge status={status} />
              </dt>
              <dd>{MEANING[status]}</dd>
            </>
          )}
        </For>
      </dl>
      <form method="dialog" class="buttons">
        <button type="submit">Close</button>
      </form>
    </Dialog>
  )
}
