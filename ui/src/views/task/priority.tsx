import { createSignal, Show, type JSX } from 'solid-js'
import { part, post } from '../../api/client'
import { Confirm } from '../../parts/dialog'
import { tell } from '../../parts/toast'
import { mayOperate } from '../../shell/session'

export function Priority(props: { id: string; priority: number | string; done: () => void }): JSX.Element {
  const [open, setOpen] = createSignal(false)
  let input!: HTMLInputElement
  return (
    <>
      {props.priority}
      <Show when={mayOperate()}>
        {' '}
        <button type="button" class="plain" onClick={() => setOpen(true)}>
          Change
        </button>
      </Show>
      <Show when={open()}>
        <Confirm
          title="Change the priority"
          verb="Set"
          close={() => setOpen(false)}
          run={async () => {
            await post(`tasks/${part(props.id)}/priority`, { priority: input.valueAsNumber })
            tell('The priority was set.')
            props.done()
          }}
        >
          <label>
            Priority <input ref={input} type="number" step="any" required value={props.priority} />
          </label>
          <p>Tasks with a higher one start first. What the task needs is raised with it, never lowered.</p>
        </Confirm>
      </Show>
    </>
  )
}
