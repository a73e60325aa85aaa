import { createSignal, Show, type JSX } from 'solid-js'
import { Problem } from '../api/client'
import { signIn } from './session'

export function SignIn(): JSX.Element {
  const [problem, setProblem] = createSignal<Problem>()
  const [busy, setBusy] = createSignal(false)
  let user!: HTMLInputElement
  let password!: HTMLInputElement
  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    setBusy(true)
    try {
      await signIn(user.value, password.value)
    } catch (e) {
      if (!(e instanceof Problem)) throw e
      setProblem(e)
      password.value = ''
      password.focus()
    } finally {
      setBusy(false)
    }
  }
  return (
    <main class="signin">
      <form onSubmit={submit}>
        <h1>Stillson</h1>
        <label>
          Name
          <input ref={user} name="user" autocomplete="username" autofocus />
        </label>
        <label>
          Password or token
          <input ref={password} name="password" type="password" autocomplete="current-password" required />
        </label>
        <Show when={problem()}>
          {(p) => (
            <p class="trouble" role="alert">
              {p().message} {p().hint}
            </p>
          )}
        </Show>
        <button type="submit" class="primary" disabled={busy()}>
          Sign in
        </button>
        <p class="quiet">Names are made on the server by its administrator. With a token, leave the name empty.</p>
      </form>
    </main>
  )
}
