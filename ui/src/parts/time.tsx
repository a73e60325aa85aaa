// Times in the viewer's zone; the exact one is shown on hover and to screen readers.
import { createMemo, createSignal, onCleanup, type JSX } from 'solid-js'
import { now as serverNow } from '../api/client'
import { ago, clockTime, exactTime, lasting } from './text'

const [now, setNow] = createSignal(serverNow())
let viewers = 0
let timer: ReturnType<typeof setInterval> | undefined

/** The time, to the second, as long as the component that calls this is shown. */
export function ticking(): () => number {
  if (viewers++ === 0) {
    setNow(serverNow())
    timer = setInterval(() => {
      if (!document.hidden) setNow(serverNow())
    }, 1_000)
  }
  onCleanup(() => {
    if (--viewers === 0) clearInterval(timer)
  })
  return now
}

function element(at: () => string, text: () => string): JSX.Element {
  return (
    <time datetime={at()} title={exactTime(Date.parse(at()))}>
      {text()}
    </time>
  )
}

/** How long ago. */
export function Ago(props: { at: string }): JSX.Element {
  const time = ticking()
  return element(() => props.at, createMemo(() => ago(Date.parse(props.at), time())))
}

/** How long since then; while it goes on. */
export function Since(props: { at: string }): JSX.Element {
  const time = ticking()
  return element(() => props.at, createMemo(() => lasting(time() - Date.parse(props.at))))
}

/** The time of the day. */
export function At(props: { at: string }): JSX.Element {
  const time = ticking()
  return element(() => props.at, createMemo(() => clockTime(Date.parse(props.at), time())))
}
