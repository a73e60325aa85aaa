// Keys that work wherever the viewer is, except while something is typed.
import { onCleanup } from 'solid-js'

export interface Binding {
  key: string
  /** What it does, for the help. */
  does: string
  run: () => void
}

const bindings: Binding[] = []

/** These keys work as long as the component that calls this is shown; the latest to bind a key has it. */
export function bind(own: Binding[]): void {
  bindings.unshift(...own)
  onCleanup(() => {
    for (const binding of own) bindings.splice(bindings.indexOf(binding), 1)
  })
}

/** All keys that do something now. */
export function bound(): Binding[] {
  const seen = new Set<string>()
  return bindings.filter(({ key }) => !seen.has(key) && seen.add(key))
}

let prefix = ''

window.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyped(event.target)) return
  if (document.querySelector('dialog[open]')) return
  const key = prefix + event.key
  const binding = bindings.find((one) => one.key === key) ?? bindings.find((one) => one.key === event.key)
  prefix = event.key === 'g' ? 'g ' : ''
  if (binding) {
    event.preventDefault()
    binding.run()
  }
})

function isTyped(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}
