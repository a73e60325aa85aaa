import type { JSX } from 'solid-js'
import { tell } from './toast'

/** A button that copies `text`. */
export function Copy(props: { text: string }): JSX.Element {
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(props.text)
      tell('Copied.')
    } catch {
      tell('The browser does not let this page copy: select the text instead.')
    }
  }
  return (
    <button type="button" class="plain" onClick={() => void copy()}>
      Copy
    </button>
  )
}
