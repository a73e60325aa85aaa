// Places within the UI. They are written behind the '#', so that the server need not know them and every page is
// found at the same path, however a proxy names it.
import { createMemo, createSignal } from 'solid-js'

export interface Place {
  /** The first word of the path: which view. */
  view: string
  /** What the view shows, such as a task's id; empty for lists. */
  subject: string
  query: URLSearchParams
}

function parse(hash: string): Place {
  const text = hash.replace(/^#\/?/, '')
  const mark = text.indexOf('?')
  const path = mark < 0 ? text : text.slice(0, mark)
  const slash = path.indexOf('/')
  return {
    view: slash < 0 ? path : path.slice(0, slash),
    subject: slash < 0 ? '' : decode(path.slice(slash + 1)),
    query: new URLSearchParams(mark < 0 ? '' : text.slice(mark + 1)),
  }
}

/** What the text stands for; the text itself if it is not in that form. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const [hash, setHash] = createSignal(location.hash)
window.addEventListener('hashchange', () => setHash(location.hash))

export const place = createMemo(() => parse(hash()))
export const view = createMemo(() => place().view)
export const subject = createMemo(() => place().subject)

/** A field of the query; empty if it is absent. */
export function field(name: string): string {
  return place().query.get(name) ?? ''
}

/** The server's address as programs are to be told of it, without the slash at its end. */
export const SERVER = new URL('..', document.baseURI.split('#')[0]).href.slice(0, -1)

type Query = Record<string, string | undefined>

/** The address of a place, for links. */
export function href(view: string, subject = '', query: Query = {}): string {
  const fields = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value) fields.set(name, value)
  }
  const tail = fields.toString()
  return `#/${view}${subject ? `/${encodeURIComponent(subject)}` : ''}${tail ? `?${tail}` : ''}`
}

export function go(address: string): void {
  location.hash = address
}

/** Changes fields of the query; those set to '' go. The change is not a step of the browser's history. */
export function setFields(changes: Query): void {
  const { view, subject, query } = place()
  const all: Query = Object.fromEntries(query)
  history.replaceState(null, '', href(view, subject, { ...all, ...changes }))
  setHash(location.hash)
}
