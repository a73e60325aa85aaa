// The bar on top: search, whether what is shown is live, who is signed in.
import { Show, type JSX } from 'solid-js'
import { connectNow, connection, lostAt } from '../live/events'
import { ago } from '../parts/text'
import { ticking } from '../parts/time'
import { attempt } from '../parts/toast'
import { bind } from './keys'
import { field, go, href, place, view } from './router'
import { signOut, standing } from './session'
import { theme, turnTheme } from './theme'

const THEMES = { system: '◐ System', light: '○ Light', dark: '● Dark' } as const

export function Bar(props: { help: () => void }): JSX.Element {
  return (
    <header class="bar">
      <Search />
      <Pulse />
      <button type="button" class="plain" onClick={turnTheme} title="Dark or light" aria-label={`Theme: ${theme()}`}>
        {THEMES[theme()]}
      </button>
      <button type="button" class="plain" onClick={() => props.help()} aria-label="Keys and signs" title="Keys and signs (?)">
        ?
      </button>
      <Who />
    </header>
  )
}

function Search(): JSX.Element {
  let input!: HTMLInputElement
  bind([{ key: '/', does: 'Search tasks', run: () => input.select() }])
  const text = (): string => (view() === 'tasks' ? field('text') : '')
  return (
    <form
      class="search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault()
        const query = view() === 'tasks' ? Object.fromEntries(place().query) : {}
        go(href('tasks', '', { ...query, text: input.value.trim() }))
        input.blur()
      }}
    >
      <input ref={input} type="search" aria-label="Search tasks" placeholder="Search tasks  ( / )" title={'Words of the family, the id or the values; market=de is a parameter, "two words" one'} value={text()} maxLength={1000} />
    </form>
  )
}

function Pulse(): JSX.Element {
  const now = ticking()
  const words = (): string => {
    switch (connection()) {
      case 'live': return 'Live'
      case 'asleep': return 'Asleep'
      case 'connecting': return 'Connecting…'
      case 'lost': return `No news since ${ago(lostAt() ?? now(), now()).replace(' ago', '')}`
    }
  }
  return (
    <button
      type="button"
      class={`plain pulse pulse-${connection()}`}
      onClick={connectNow}
      title={connection() === 'lost' ? 'The server cannot be reached; it is tried again and again. Press to try now.' : 'Changes are shown as they happen'}
    >
      <span class="dot" aria-hidden="true" />
      <span class="wide">{words()}</span>
    </button>
  )
}

function Who(): JSX.Element {
  const session = () => {
    const now = standing()
    return now.is === 'in' && now.session.name !== 'local' ? now.session : undefined
  }
  return (
    <Show when={session()}>
      {(who) => (
        <span class="who">
          <span class="wide">
            <bdi>{who().name}</bdi> <span class="quiet">{who().role}</span>
          </span>
          <button type="button" class="plain" onClick={() => void attempt(signOut)}>
            Sign out
          </button>
        </span>
      )}
    </Show>
  )
}
