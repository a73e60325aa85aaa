// Requests to the server, found relative to the page: the UI is at <base>/ui/, the API at <base>/api/v1/.

const BASE = new URL('../api/v1/', document.baseURI.split('#')[0])

/** The server's refusal, or the lack of an answer (status 0). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly hint: string | undefined,
    /** A word for programs, where the server told one. */
    readonly code: string | undefined = undefined,
  ) {
    super(message)
  }
}

/** A clock that differs less is taken to be right: the server tells the time to the second. */
const SAME = 3_000
let ahead = 0

/** The time by the server's clock: that of the viewer may be wrong, and what happened when is told by the server. */
export function now(): number {
  return Date.now() + ahead
}

let signedOut = (): void => {}

/** Calls `then` whenever the server says that nobody is signed in. */
export function onSignedOut(then: () => void): void {
  signedOut = then
}

export function address(path: string): string {
  return new URL(path, BASE).href
}

type Query = Record<string, string | number | undefined>

/** Reads `path`; an undefined field of `query` is left out. */
export function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  const url = new URL(path, BASE)
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') url.searchParams.set(name, String(value))
  }
  return send<T>(url, signal ? { signal } : {})
}

/** A part of a log. */
export interface LogPart {
  text: string
  /** Where the next part begins, in bytes. */
  next: number
  /** How long the log is at present, in bytes. */
  length: number
}

export function logPath(task: string, attempt: number): string {
  return `tasks/${part(task)}/attempts/${attempt}/log`
}

/** A line of a log that contains what was searched. */
export interface LogLine {
  /** Where its text begins, in bytes. */
  offset: number
  text: string
}

/** Reads at most `limit` bytes of a log from byte `offset` on; from the end if it is negative. */
export async function log(task: string, attempt: number, offset: number, limit: number, signal: AbortSignal): Promise<LogPart> {
  const url = new URL(logPath(task, attempt), BASE)
  url.searchParams.set('offset', String(offset))
  url.searchParams.set('limit', String(limit))
  const answer = await fetched(url, { signal })
  if (!answer.ok) throw await refusal(answer)
  const number = (name: string) => Number(answer.headers.get(name) ?? 0)
  return { text: await answer.text(), next: number('Stillson-Next'), length: number('Stillson-Length') }
}

/** Changes something. */
export function post<T>(path: string, body: object = {}): Promise<T> {
  return send<T>(new URL(path, BASE), change('POST', body))
}

export function remove(path: string): Promise<void> {
  return send<void>(new URL(path, BASE), change('DELETE', {}))
}

/** A task's id, worker's id or resource's name as a part of a path. */
export function part(text: string): string {
  return encodeURIComponent(text)
}

function change(method: string, body: object): RequestInit {
  return { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
}

async function fetched(url: URL, init: RequestInit): Promise<Response> {
  try {
    const answer = await fetch(url, { credentials: 'same-origin', ...init })
    const differs = Date.parse(answer.headers.get('Date') ?? '') + 500 - Date.now()
    ahead = Math.abs(differs) > SAME ? differs : 0
    return answer
  } catch (e) {
    if (e instanceof DOMException && e.name === 'AbortError') throw e
    throw new Problem(0, 'The server does not answer.', 'Is it running? This page tries again by itself.')
  }
}

async function send<T>(url: URL, init: RequestInit): Promise<T> {
  const answer = await fetched(url, init)
  if (answer.ok) {
    return (answer.status === 204 ? undefined : await answer.json()) as T
  }
  const problem = await refusal(answer)
  if (problem.status === 401) signedOut()
  throw problem
}

async function refusal(answer: Response): Promise<Problem> {
  const text = await answer.text()
  try {
    const { error } = JSON.parse(text) as { error: { code?: string; message: string; hint?: string } }
    return new Problem(answer.status, sentence(error.message), error.hint, error.code)
  } catch {
    return new Problem(answer.status, `The server answered with status ${answer.status}.`, undefined)
  }
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}
