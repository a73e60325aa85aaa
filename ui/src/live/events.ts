// The stream of notices that something changed. Only a page that is looked at keeps one open: browsers allow
// few connections to a server, and nobody needs news that nobody reads.
import { createSignal } from 'solid-js'
import { address, now } from '../api/client'

/** What changed, as far as it is named. */
export interface Notice {
  tasks: string[]
  workers: string[]
  everything: boolean
  general: boolean
}

export type Connection = 'connecting' | 'live' | 'lost' | 'asleep'

const HIDDEN_FOR = 15_000
const FIRST_RETRY = 500
const LONGEST_RETRY = 15_000

const [connection, setConnection] = createSignal<Connection>('connecting')
const [lostAt, setLostAt] = createSignal<number | undefined>()
export { connection, lostAt }

const listeners = new Set<(notice: Notice) => void>()
let source: EventSource | undefined
let retry = FIRST_RETRY
let retryTimer: ReturnType<typeof setTimeout> | undefined
let sleepTimer: ReturnType<typeof setTimeout> | undefined
let wanted = false

/** Calls `listener` at each notice, until the returned function is called. */
export function listen(listener: (notice: Notice) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Opens the stream and keeps it open. */
export function connect(): void {
  wanted = true
  open()
}

/** Ends the stream, as after signing out. */
export function disconnect(): void {
  wanted = false
  shut()
}

function open(): void {
  if (!wanted || source) return
  clearTimeout(retryTimer)
  const stream = new EventSource(address('events'))
  source = stream
  stream.addEventListener('open', () => {
    retry = FIRST_RETRY
    setLostAt(undefined)
    setConnection('live')
  })
  stream.addEventListener('change', (event) => tell(JSON.parse((event as MessageEvent<string>).data) as Notice))
  stream.addEventListener('error', () => {
    // The browser's own way to connect again gives up at the first refusal.
    shut()
    setLostAt((before) => before ?? now())
    setConnection('lost')
    retryTimer = setTimeout(open, retry * (0.75 + Math.random() / 2))
    retry = Math.min(retry * 2, LONGEST_RETRY)
  })
}

/** Tries at once, rather than when it is time. */
export function connectNow(): void {
  shut()
  retry = FIRST_RETRY
  open()
}

function shut(): void {
  clearTimeout(retryTimer)
  source?.close()
  source = undefined
}

function tell(notice: Notice): void {
  for (const listener of [...listeners]) listener(notice)
}

document.addEventListener('visibilitychange', () => {
  clearTimeout(sleepTimer)
  if (document.hidden) {
    sleepTimer = setTimeout(() => {
      if (wanted) {
        shut()
        setConnection('asleep')
      }
    }, HIDDEN_FOR)
  } else {
    open()
  }
})
