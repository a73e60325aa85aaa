// Failed tasks by what is wrong with them: a hundred days that fail for one reason are one problem.
import type { Card, Status } from '../../api/types'
import { cause } from '../../parts/text'

export interface Group {
  id: string
  family: string
  cause: string
  status: Status
  count: number
  first: string
  last: string
  tasks: Card[]
  workers: string[]
}

/** What differs between two errors with the same cause: numbers, dates, addresses, quoted names. */
function shape(text: string): string {
  return text
    .replace(/0x[0-9a-f]+/gi, '#')
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, '#')
    .replace(/(['"`]).*?\1/g, '#')
    .replace(/\d+([-:./T]\d+)*/g, '#')
}

/** The largest group first; of equal ones, the latest. */
export function grouped(cards: readonly Card[]): Group[] {
  const groups = new Map<string, Group>()
  for (const card of cards) {
    const text = cause(card.note ?? '')
    const id = `${card.status}\n${card.family}\n${shape(text)}`
    const group = groups.get(id)
    if (!group) {
      groups.set(id, {
        id, family: card.family, cause: text, status: card.status, count: 1, first: card.updated, last: card.updated,
        tasks: [card], workers: card.worker ? [card.worker] : [],
      })
      continue
    }
    group.count++
    group.tasks.push(card)
    if (card.updated < group.first) group.first = card.updated
    if (card.updated > group.last) group.last = card.updated
    if (card.worker && !group.workers.includes(card.worker)) group.workers.push(card.worker)
  }
  return [...groups.values()].sort((a, b) => b.count - a.count || (a.last < b.last ? 1 : -1))
}
