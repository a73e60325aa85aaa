// Dark or light: the system's choice, unless the viewer made one.
import { createSignal } from 'solid-js'

export type Theme = 'system' | 'light' | 'dark'

const KEY = 'stillson.theme'
const dark = matchMedia('(prefers-color-scheme: dark)')

function stored(): Theme {
  const text = localStorage.getItem(KEY)
  return text === 'light' || text === 'dark' ? text : 'system'
}

const [theme, setSignal] = createSignal<Theme>(stored())
const [shown, setShown] = createSignal<'light' | 'dark'>('light')
export { theme }

/** What is shown now. */
export { shown as shade }

function show(): void {
  const now = theme() === 'system' ? (dark.matches ? 'dark' : 'light') : (theme() as 'light' | 'dark')
  document.documentElement.dataset['theme'] = now
  setShown(now)
}

export function setTheme(next: Theme): void {
  if (next === 'system') localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, next)
  setSignal(next)
  show()
}

/** The next of the three. */
export function turnTheme(): void {
  setTheme(theme() === 'system' ? 'light' : theme() === 'light' ? 'dark' : 'system')
}

dark.addEventListener('change', show)
show()
