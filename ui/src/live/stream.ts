// A stream of events that is kept open. Only a page that is looked at keeps one: browsers allow few connections to a
// server, and nobody needs news that nobody reads.

export type Connection = 'connecting' | 'live' | 'lost' | 'asleep'

export interface Stream {
  /** Tries at once, rather than when it is time. */
  now(): void
  /** Ends it. */
  close(): void
}

const HIDDEN_FOR = 15_000
const FIRST_RETRY = 500
const LONGEST_RETRY = 15_000

/**
 * Opens a stream and keeps it open.
 *
 * @param place where it is now: who connects again may want to go on elsewhere
 * @param hear what to do with the data of events, by their names
 * @param turn told how it is
 */
export function keepOpen(place: () => string, hear: Record<string, (data: string) => void>, turn: (now: Connection) => void): Stream {
  let source: EventSource | undefined
  let retry = FIRST_RETRY
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  let sleepTimer: ReturnType<typeof setTimeout> | undefined

  function open(): void {
    if (source) return
    clearTimeout(retryTimer)
    const stream = new EventSource(place())
    source = stream
    stream.addEventListener('open', () => {
      retry = FIRST_RETRY
      turn('live')
    })
    for (const [name, then] of Object.entries(hear)) {
      stream.addEventListener(name, (event) => then((event as MessageEvent<string>).data))
    }
    stream.addEventListener('error', () => {
      // The browser's own way to connect again gives up at the first refusal.
      shut()
      turn('lost')
      retryTimer = setTimeout(open, retry * (0.75 + Math.random() / 2))
      retry = Math.min(retry * 2, LONGEST_RETRY)
    })
  }

  function shut(): void {
    clearTimeout(retryTimer)
    source?.close()
    source = undefined
  }

  function seen(): void {
    clearTimeout(sleepTimer)
    if (document.hidden) {
      sleepTimer = setTimeout(() => {
        shut()
        turn('asleep')
      }, HIDDEN_FOR)
    } else {
      open()
    }
  }

  document.addEventListener('visibilitychange', seen)
  open()
  return {
    now(): void {
      shut()
      retry = FIRST_RETRY
      open()
    },
    close(): void {
      document.removeEventListener('visibilitychange', seen)
      clearTimeout(sleepTimer)
      shut()
    },
  }
}
