// Keeps anything new from starting. How it goes on is told, and pressed, on top of every page.
import { createSignal, Show, type JSX } from 'solid-js'
import { post } from '../../api/client'
import { Confirm } from '../../parts/dialog'
import { scheduler } from '../../shell/scheduler'
import { mayOperate } from '../../shell/session'

export function Pause(): JSX.Element {
  const [asked, setAsked] = createSignal(false)
  return (
    <Show when={mayOperate() && scheduler.value?.paused === false}>
      <button type="button" onClick={() => setAsked(true)}>Pause</button>
      <Show when={asked()}>
        <Confirm
          title="Pause the scheduler?" verb="Pause" danger close={() => setAsked(false)}
          run={async () => {
            await post('scheduler/pause')
            scheduler.refresh()
          }}
        >
          <p>What runs goes on; no worker gets anything new, until somebody presses Resume. It stays paused when the server is started anew.</p>
        </Confirm>
      </Show>
    </Show>
  )
}
