// The stream of notices that something changed.
import { createSignal } from 'solid-js'
import { address, now } from '../api/client'
import { keepOpen, type Connection, type Stream } from './stream'

/** What changed, as far as it is named. */
export interface Notice {
  tasks: string[]
  workers: string[]
  everything: boolean
  general: boolean
}

const [connection, setConnection] = createSignal<Connection>('connecting')
const [lostAt, setLostAt] = createSignal<number | undefined>()
export { connection, lostAt }

const listeners = new Set<(notice: Notice) => void>()
let stream: Stream | undefined

/** Calls `listener` at each notice, until the returned function is called. */
export function listen(listener: (notice: Notice) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Opens the stream and keeps it open. */
export function connect(): void {
  stream ??= keepOpen(() => address('events'), { change: (data) => tell(JSON.parse(data) as Notice) }, turn)
}

/** Ends the stream, as after signing out. */
export function disconnect(): void {
  stream?.close()
  stream = undefined
}

/** Tries at once, rather than when it is time. */
export function connectNow(): void {
  stream?.now()
}

function turn(to: Connection): void {
  if (to === 'live') setLostAt(undefined)
  if (to === 'lost') setLostAt((before) => before ?? now())
  setConnection(to)
}

function tell(notice: Notice): void {
  for (const listener of [...listeners]) listener(notice)
}
