import { createSignal, For, Show, type JSX } from 'solid-js'
import { part, post } from '../../api/client'
import type { Worker } from '../../api/types'
import { Confirm } from '../../parts/dialog'
import { Mark } from '../../parts/status'
import { plural, span } from '../../parts/text'
import { ticking } from '../../parts/time'
import { tell } from '../../parts/toast'
import { scheduler } from '../../shell/scheduler'
import { mayOperate } from '../../shell/session'

/** A worker that waits is heard of three times within the time after which it counts as dead. */
const USUAL_TIMEOUT = 60

/** Whether the worker takes work. */
export function Standing(props: { worker: Worker }): JSX.Element {
  const now = ticking()
  const timeout = () => (scheduler.value?.workerTimeout ?? USUAL_TIMEOUT) * 1_000
  const silent = () => now() - Date.parse(props.worker.lastActive) > timeout() / 2
  return (
    <Show
      when={!props.worker.disabled}
      fallback={<span class="badge badge-disabled" title="It gets no more work; what it runs goes on"><Mark status="disabled" />Drained</span>}
    >
      <Show when={!silent()} fallback={<span class="badge badge-unknown" title={`Not heard of for ${span(timeout() / 2)}; after ${span(timeout())} what it runs is run again`}><Mark status="unknown" />Silent</span>}>
        <span class="badge badge-done"><Mark status="done" />Active</span>
      </Show>
    </Show>
  )
}

export function Labels(props: { of: Record<string, string> }): JSX.Element {
  return <For each={Object.entries(props.of)}>{([name, value]) => <span class="label"><bdi>{name}={value}</bdi></span>}</For>
}

export function WorkerDeeds(props: { worker: Worker; done: () => void }): JSX.Element {
  const [asked, setAsked] = createSignal<'drain' | 'slots'>()
  let input!: HTMLInputElement
  const path = (action: string) => `workers/${part(props.worker.id)}/${action}`
  return (
    <Show when={mayOperate()}>
      <span class="buttons">
        <button type="button" onClick={() => setAsked('slots')}>Slots</button>
        <Show when={!props.worker.disabled}>
          <button type="button" onClick={() => setAsked('drain')}>Drain</button>
        </Show>
      </span>
      <Show when={asked() === 'drain'}>
        <Confirm
          title="Drain the worker?" verb="Drain" danger close={() => setAsked(undefined)}
          run={async () => {
            await post(path('disable'))
            tell('The worker gets no more work.')
            props.done()
          }}
        >
          <p class="subject"><bdi>{props.worker.id}</bdi></p>
          <p>It gets no more work and ends when the {plural(props.worker.running ?? 0, 'task')} it runs have ended. This cannot be taken back: start a new worker to have its slots again.</p>
        </Confirm>
      </Show>
      <Show when={asked() === 'slots'}>
        <Confirm
          title="Set the slots" verb="Set" close={() => setAsked(undefined)}
          run={async () => {
            await post(path('slots'), { slots: input.valueAsNumber })
            tell('The worker was asked to change its slots.')
            props.done()
          }}
        >
          <p class="subject"><bdi>{props.worker.id}</bdi></p>
          <label>
            Tasks that it runs at once <input ref={input} type="number" min="1" max="10000" required value={props.worker.slots} />
          </label>
          <p>With fewer than it runs now, nothing is stopped; it takes no more until there is room.</p>
        </Confirm>
      </Show>
    </Show>
  )
}
