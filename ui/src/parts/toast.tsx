// What just happened, for a few seconds.
import { createSignal, For, type JSX } from 'solid-js'
import { Problem } from '../api/client'

const LASTS = 6_000
const [told, setTold] = createSignal<{ text: string }[]>([])

export function tell(text: string): void {
  const one = { text }
  setTold((all) => [...all.slice(-2), one])
  setTimeout(() => setTold((all) => all.filter((other) => other !== one)), LASTS)
}

/** Runs what a button does at once, and tells why it failed if it does. */
export async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (e) {
    if (!(e instanceof Problem)) throw e
    tell([e.message, e.hint].filter(Boolean).join(' '))
  }
}

export function Toasts(): JSX.Element {
  return (
    <div class="toasts" role="status" aria-live="polite">
      <For each={told()}>{(one) => <div class="toast">{one.text}</div>}</For>
    </div>
  )
}
