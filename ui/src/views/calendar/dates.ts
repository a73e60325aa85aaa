// Values of parameters that are dates, as whole numbers of their unit, so that the next date is the next number.

export type Unit = 'month' | 'day' | 'hour'

export interface Moment {
  unit: Unit
  /** Months since year 0, or days or hours since 1970. */
  at: number
}

const HOUR = 3_600_000
const SHAPE = /^(\d{4})-(\d{2})(?:-(\d{2})(?:[T ](\d{2})(?::?\d{2}(?::?\d{2}(?:\.\d+)?)?)?(?:Z|[+-]\d{2}:?\d{2})?)?)?$/

/** Undefined for what is no date. A time is told by its hour. */
export function moment(value: string): Moment | undefined {
  const found = SHAPE.exec(value)
  if (!found) return undefined
  const [, year, month, day, hour] = found.map((text) => Number(text))
  if (month! < 1 || month! > 12) return undefined
  if (found[3] === undefined) return { unit: 'month', at: year! * 12 + month! - 1 }
  // Years below 100 are those of the last century to Date.UTC.
  const date = new Date(0)
  date.setUTCFullYear(year!, month! - 1, day!)
  if (date.getUTCDate() !== day) return undefined
  if (found[4] === undefined) return { unit: 'day', at: date.getTime() / (24 * HOUR) }
  return hour! < 24 ? { unit: 'hour', at: date.getTime() / HOUR + hour! } : undefined
}

/** As people write it: 2026-11, 2026-11-21, 2026-11-21T03. */
export function written(unit: Unit, at: number): string {
  switch (unit) {
    case 'month': return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`
    case 'day': return new Date(at * 24 * HOUR).toISOString().slice(0, 10)
    case 'hour': return new Date(at * HOUR).toISOString().slice(0, 13)
  }
}

const monthName = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' })
const dayName = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

/** Dates that are drawn together: a month's days, a day's hours, a year's months. */
export interface Block {
  title: string
  columns: number
  /** Empty places before the first. */
  blank: number
  from: number
  /** Exclusive. */
  until: number
}

/** The block that `at` is in. */
export function blockOf(unit: Unit, at: number): Block {
  switch (unit) {
    case 'month': {
      const from = at - (at % 12)
      return { title: String(from / 12), columns: 12, blank: 0, from, until: from + 12 }
    }
    case 'day': {
      const date = new Date(at * 24 * HOUR)
      const start = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)
      const end = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
      const monday = (new Date(start).getUTCDay() + 6) % 7
      return { title: monthName.format(start), columns: 7, blank: monday, from: start / (24 * HOUR), until: end / (24 * HOUR) }
    }
    case 'hour': {
      const from = Math.floor(at / 24) * 24
      return { title: dayName.format(from * HOUR), columns: 24, blank: 0, from, until: from + 24 }
    }
  }
}

/** What is written on a date within its block. */
export function short(unit: Unit, at: number, block: Block): string {
  return unit === 'hour' ? String(at - block.from).padStart(2, '0') : String(at - block.from + 1)
}
