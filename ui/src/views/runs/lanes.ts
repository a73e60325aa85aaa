// The tasks of a run on lanes, so that no two of a lane overlap.
import type { Status } from '../../api/types'

/** An attempt, as it is drawn. */
export interface Bar {
  task: string
  family: string
  worker: string
  attempt: number
  /** Milliseconds since 1970. */
  start: number
  /** Now, for one that goes on. */
  end: number
  /** As the server says it; a status if it goes on. */
  ending: string
  /** The status whose colours it has. */
  like: Status
}

/** Lanes of one worker or one family. */
export interface Group {
  name: string
  /** Its first lane. */
  first: number
  lanes: number
}

export interface Lanes {
  groups: Group[]
  /** The lane of every bar. */
  of: Int32Array
  count: number
}

const names = new Intl.Collator('en', { numeric: true })

/**
 * @param bars by their start
 * @param by what belongs together
 */
export function pack(bars: readonly Bar[], by: 'worker' | 'family'): Lanes {
  const free = new Map<string, number[]>()
  const within = new Int32Array(bars.length)
  bars.forEach((bar, n) => {
    const key = bar[by]
    const ends = free.get(key) ?? []
    free.set(key, ends)
    let lane = ends.findIndex((end) => end <= bar.start)
    if (lane < 0) lane = ends.length
    ends[lane] = bar.end
    within[n] = lane
  })
  // Workers by name; families as they came up, which is the order in which they need each other.
  const keys = by === 'worker' ? [...free.keys()].sort(names.compare) : [...free.keys()]
  const groups: Group[] = []
  const firsts = new Map<string, number>()
  let count = 0
  for (const key of keys) {
    const lanes = free.get(key)!.length
    groups.push({ name: key, first: count, lanes })
    firsts.set(key, count)
    count += lanes
  }
  return { groups, of: within.map((lane, n) => lane + firsts.get(bars[n]![by])!), count }
}

/** What part of a run is seen. */
export interface Window {
  /** The time at the left edge. */
  from: number
  /** Milliseconds per pixel. */
  scale: number
  /** How far down the lanes are scrolled, in pixels. */
  down: number
}

const SHORTEST = 0.05

/** All of the time from `from` to `until`. */
export function all(from: number, until: number, width: number): Window {
  return { from: from - (until - from) * 0.01, scale: Math.max(SHORTEST, ((until - from) * 1.02) / Math.max(1, width)), down: 0 }
}

/** Larger by `factor`, with the time at pixel `x` kept where it is. */
export function zoomed(window: Window, factor: number, x: number, longest: number): Window {
  const scale = Math.min(Math.max(SHORTEST, longest), Math.max(SHORTEST, window.scale / factor))
  return { ...window, scale, from: window.from + x * (window.scale - scale) }
}

const STEPS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000,
  7_200_000, 21_600_000, 43_200_000, 86_400_000, 172_800_000, 604_800_000,
]

/** The distance of the lines that tell the time, at least `apart` pixels. */
export function step(scale: number, apart: number): number {
  return STEPS.find((one) => one / scale >= apart) ?? 604_800_000 * Math.ceil((apart * scale) / 604_800_000)
}
