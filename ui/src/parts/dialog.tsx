// Questions that must be answered before something happens.
import { createSignal, onMount, Show, type JSX } from 'solid-js'
import { Problem } from '../api/client'

/** The browser's own dialog: it keeps the keyboard within, and the escape key closes it. */
export function Dialog(props: { title: string; close: () => void; children: JSX.Element }): JSX.Element {
  let element!: HTMLDialogElement
  onMount(() => element.showModal())
  return (
    <dialog
      ref={element}
      aria-label={props.title}
      onClose={() => props.close()}
      onClick={(event) => {
        if (event.target === element) element.close()
      }}
    >
      <div class="dialog">
        <h2>{props.title}</h2>
        {props.children}
      </div>
    </dialog>
  )
}

/** Asks before `run`; shows why it failed, if it does. */
export function Confirm(props: {
  title: string
  verb: string
  danger?: boolean
  /** Whether there is nothing to say yes to. */
  barred?: boolean
  run: () => Promise<void>
  close: () => void
  children: JSX.Element
}): JSX.Element {
  const [busy, setBusy] = createSignal(false)
  const [problem, setProblem] = createSignal<Problem>()
  let submit!: HTMLButtonElement
  onMount(() => submit.focus())
  async function confirm(event: Event): Promise<void> {
    event.preventDefault()
    setBusy(true)
    setProblem(undefined)
    try {
      await props.run()
      props.close()
    } catch (e) {
      if (!(e instanceof Problem)) throw e
      setProblem(e)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog title={props.title} close={props.close}>
      <form onSubmit={confirm}>
        {props.children}
        <Show when={problem()}>
          {(p) => (
            <p class="trouble" role="alert">
              {p().message} {p().hint}
            </p>
          )}
        </Show>
        <div class="buttons">
          <button type="button" onClick={() => props.close()}>
            Leave it
          </button>
          <button ref={submit} type="submit" class={props.danger ? 'danger' : 'primary'} disabled={busy() || props.barred}>
            {props.verb}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
