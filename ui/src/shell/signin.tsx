import { createSignal, onMount, Show, type JSX } from 'solid-js'
import { get, Problem } from '../api/client'
import { rememberPage, signIn } from './session'

interface Ways {
  provider?: { name: string; url: string }
}

/** What the server says in the query when somebody comes back from the provider and is not signed in. */
const REFUSALS: Record<string, string> = {
  expired: 'Signing in took too long, or was begun in another browser. Try again.',
  denied: 'The provider did not let you in.',
  'no-role': 'The provider knows you, but you have no role here. Ask the administrator of this server.',
  unreachable: 'The provider does not answer. Try again, or sign in with a name and a password.',
  invalid: 'What the provider said is not to be believed. The log of the server says more.',
}

export function SignIn(): JSX.Element {
  const [problem, setProblem] = createSignal<Problem>()
  const [ways, setWays] = createSignal<Ways>({})
  const refusal = REFUSALS[new URLSearchParams(location.search).get('sign-in') ?? '']
  onMount(async () => {
    // It is told once.
    history.replaceState(null, '', location.pathname + location.hash)
    try {
      setWays(await get<Ways>('sign-in'))
    } catch (e) {
      if (!(e instanceof Problem)) throw e
      setProblem(e)
    }
  })
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
        <Show when={refusal}>
          <p class="trouble" role="alert">
            {refusal}
          </p>
        </Show>
        <Show when={ways().provider}>
          {(provider) => (
            <a class="button primary" href={provider().url} onClick={rememberPage}>
              Sign in with {provider().name}
            </a>
          )}
        </Show>
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
