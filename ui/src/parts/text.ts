// Numbers, spans of time and names, as people read them.
import { runs } from './ansi'

const numbers = new Intl.NumberFormat('en')
const exact = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short', day: 'numeric', month: 'short', year: 'numeric',
  hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short',
})
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })

export function count(n: number): string {
  return numbers.format(n)
}

/** "1 task", "1,200 tasks". */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`
}

/** A span of time in its two largest units: "3 h 20 min", "45 s", "120 ms". */
export function span(millis: number): string {
  const ms = Math.max(0, millis)
  if (ms < 1_000) return `${Math.round(ms)} ms`
  const s = ms / 1_000
  if (s < 10) return `${s.toFixed(1)} s`
  if (s < 60) return `${Math.floor(s)} s`
  const min = Math.floor(s / 60)
  if (min < 60) return two(min, 'min', Math.floor(s % 60), 's')
  const h = Math.floor(min / 60)
  if (h < 48) return two(h, 'h', min % 60, 'min')
  return two(Math.floor(h / 24), 'd', h % 24, 'h')
}

function two(large: number, unit: string, small: number, smaller: string): string {
  return small === 0 ? `${large} ${unit}` : `${large} ${unit} ${small} ${smaller}`
}

/** A span of time that goes on, in whole seconds. */
export function lasting(millis: number): string {
  const s = Math.max(0, Math.floor(millis / 1_000))
  return s < 10 ? `${s} s` : span(s * 1_000)
}

/** How long ago or until: "3 min ago", "in 2 h", "just now". */
export function ago(at: number, now: number): string {
  const distance = now - at
  if (Math.abs(distance) < 5_000) return 'just now'
  const words = rough(Math.abs(distance))
  return distance > 0 ? `${words} ago` : `in ${words}`
}

function rough(ms: number): string {
  const s = Math.round(ms / 1_000)
  if (s < 60) return `${s} s`
  const min = Math.round(s / 60)
  if (min < 60) return `${min} min`
  const h = Math.round(min / 60)
  return h < 48 ? `${h} h` : `${Math.round(h / 24)} d`
}

export function exactTime(at: number): string {
  return exact.format(at)
}

/** The time of the day, with the date if it is another than that of `now`. */
export function clockTime(at: number, now = Date.now()): string {
  return new Date(at).toDateString() === new Date(now).toDateString() ? clock.format(at) : day.format(at)
}

export function amount(n: number | string): string {
  return typeof n === 'string' ? (n === 'Infinity' ? 'unlimited' : n) : count(n)
}

/** Parameters in a line, in the order of the task. */
export function inline(parameters: Record<string, string>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${value}`)
    .join('  ')
}

/** A task as people call it: its family and its parameters, or what can be read in its id where no more is known. */
export function called(task: { id: string; family?: string | undefined; parameters?: Record<string, string> | undefined }): string {
  if (!task.family || !task.parameters) return readable(task.id)
  const values = Object.values(task.parameters)
  return values.length === 0 ? task.family : `${task.family}(${values.join(', ')})`
}

/** An id without the hash at its end. */
export function readable(id: string): string {
  return id.replace(/_+[0-9a-f]{10}$/, '')
}

/** Whether a worker is one of Luigi's, whose ids tell what it is. */
export function isLuigis(worker: string): boolean {
  return /^Worker\(salt=.*\)$/.test(worker)
}

/** A worker as people call it: one of Luigi's by its host and process, others by their id. */
export function workerName(id: string): string {
  const facts = isLuigis(id) ? new Map(id.slice('Worker('.length, -1).split(', ').map((fact) => fact.split('=') as [string, string])) : undefined
  return facts?.has('host') && facts.has('pid') ? `${facts.get('host')} (pid ${facts.get('pid')})` : id
}

/**
 * The line of an error that says what went wrong, as the server tells causes apart: of a Java trace its last cause, of
 * a Python one, and of others, the last line that is not indented.
 */
export function cause(error: string): string {
  const lines = plain(error).split('\n').map((line) => line.trimEnd()).filter((line) => line !== '')
  if (lines.some((line) => line.startsWith('\tat '))) {
    return lines.findLast((line) => line.startsWith('Caused by: '))?.slice('Caused by: '.length) ?? lines[0]!
  }
  return lines.findLast((line) => !/^\s/.test(line)) ?? lines[0] ?? 'No error was told'
}

/** What a program wrote, without its colours, for where a line has one. */
export function plain(text: string): string {
  return runs(text).map((run) => run.text).join('')
}
