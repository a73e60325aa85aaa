// Answers that stay true: asked for again when a notice says that they may differ.
import { createSignal, createEffect, on, onCleanup, untrack, type Accessor } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import { Problem } from '../api/client'
import { listen, type Notice } from './events'

export interface Live<T> {
  /** The latest answer; undefined before the first. Its parts are reactive. */
  readonly value: T | undefined
  /** Why the latest attempt failed; the value is the one before it. */
  readonly problem: Problem | undefined
  /** Asks again now. */
  refresh(): void
}

/** At least this long between two requests of one query. */
const APART = 400
/** A query uses at most this share of the time: an answer that took a second is asked for every five. */
const SHARE = 5
const RETRY = 3_000

/**
 * The answer to `ask` for the current `key`; nothing is asked while the key is undefined.
 *
 * @param concerns whether a notice may change the answer
 * @param identity the field by which parts of lists are recognised
 * @param apart at least this long between two requests, in milliseconds
 */
export function live<K, T extends object>(
  key: Accessor<K | undefined>,
  ask: (key: K, signal: AbortSignal) => Promise<T>,
  concerns: (notice: Notice, key: K) => boolean,
  identity = 'id',
  apart = APART,
): Live<T> {
  const [state, setState] = createStore<{ value: T | undefined }>({ value: undefined })
  const [problem, setProblem] = createSignal<Problem>()
  let controller: AbortController | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  let begun = 0
  let took = 0
  let again = false

  async function run(current: K, fresh: boolean): Promise<void> {
    clearTimeout(timer)
    clearTimeout(retryTimer)
    timer = undefined
    again = false
    controller?.abort()
    const mine = new AbortController()
    controller = mine
    begun = performance.now()
    try {
      const answer = await ask(current, mine.signal)
      if (mine.signal.aborted) return
      setState('value', fresh ? answer : (reconcile(answer, { key: identity, merge: false }) as never))
      setProblem(undefined)
    } catch (e) {
      if (mine.signal.aborted) return
      if (!(e instanceof Problem)) throw e
      setProblem(e)
      // An unanswered request is repeated when the stream of notices is back; a refused one has no such sign.
      if (e.status >= 500) retryTimer = setTimeout(soon, RETRY)
    }
    took = performance.now() - begun
    controller = undefined
    if (again) soon()
  }

  function soon(): void {
    if (controller) {
      again = true
    } else if (timer === undefined) {
      const delay = Math.max(0, begun + Math.max(apart, took * SHARE) - performance.now())
      timer = setTimeout(() => {
        timer = undefined
        const current = untrack(key)
        if (current !== undefined) void run(current, false)
      }, delay)
    }
  }

  createEffect(
    on(key, (current) => {
      if (current === undefined) {
        controller?.abort()
        return
      }
      setState('value', undefined)
      setProblem(undefined)
      void run(current, true)
    }),
  )
  onCleanup(
    listen((notice) => {
      const current = untrack(key)
      if (current !== undefined && (notice.everything || concerns(notice, current))) soon()
    }),
  )
  onCleanup(() => {
    controller?.abort()
    clearTimeout(timer)
    clearTimeout(retryTimer)
  })
  return {
    get value() {
      return state.value
    },
    get problem() {
      return problem()
    },
    refresh: () => {
      const current = untrack(key)
      if (current !== undefined) void run(current, false)
    },
  }
}

export const anyTask = (notice: Notice): boolean => notice.tasks.length > 0
export const anyWorker = (notice: Notice): boolean => notice.workers.length > 0
export const general = (notice: Notice): boolean => notice.general
