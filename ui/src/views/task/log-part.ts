// The part of a log that the page has, in blocks of lines: what is added or taken away leaves the other blocks as they
// are, so that a page that shows a million characters draws no more than what is new.
import { PLAIN, styleAfter, type Style } from '../../parts/ansi'

/** The page keeps about this many characters; the whole is for the download. */
export const KEPT = 1_000_000
const LARGEST = 16_384

export interface Block {
  text: string
  /** How long the text is in UTF-8. */
  bytes: number
  /** How what is before it ended. */
  style: Style
  /** Where its first line, which was searched, begins in the log, in bytes. */
  found?: number
}

/** The part ends at byte `next` of `length`. */
export interface Part {
  blocks: Block[]
  next: number
  length: number
}

export const NOTHING: Part = { blocks: [], next: 0, length: 0 }

/** A piece of the log that was read. */
interface Piece {
  text: string
  next: number
  length: number
}

/** Where `part` begins, in bytes. */
export function start(part: Part): number {
  return part.next - part.blocks.reduce((sum, block) => sum + block.bytes, 0)
}

/** A part that is `piece`; its first line was searched if `found` says where that begins. */
export function partOf(piece: Piece, found?: number): Part {
  const [first, ...rest] = blocksOf(piece.text, PLAIN)
  const blocks = first && found !== undefined ? [{ ...first, found }, ...rest] : blocksOf(piece.text, PLAIN)
  return { blocks, next: piece.next, length: piece.length }
}

/** `part` with what follows it; of what is too much the beginning goes. */
export function withLater(part: Part, piece: Piece): Part {
  const last = part.blocks.at(-1)
  let blocks: Block[]
  if (last && last.text.length < LARGEST / 2) {
    const [first, ...rest] = blocksOf(last.text + piece.text, last.style)
    blocks = [...part.blocks.slice(0, -1), ...(first ? [last.found === undefined ? first : { ...first, found: last.found }] : []), ...rest]
  } else {
    blocks = [...part.blocks, ...blocksOf(piece.text, last ? styleAfter(last.text, last.style) : PLAIN)]
  }
  let over = characters(blocks) - KEPT
  let from = 0
  for (; over > 0; from++) over -= blocks[from]?.text.length ?? over
  return { blocks: blocks.slice(from), next: piece.next, length: piece.length }
}

/** `part` with what comes before it; of what is too much the end goes. */
export function withEarlier(part: Part, text: string): Part {
  const blocks = [...blocksOf(text, PLAIN), ...part.blocks]
  let over = characters(blocks) - KEPT
  let until = blocks.length
  let next = part.next
  while (over > 0) {
    const last = blocks[--until]
    over -= last?.text.length ?? over
    next -= last?.bytes ?? 0
  }
  return { ...part, blocks: blocks.slice(0, until), next }
}

function characters(blocks: Block[]): number {
  return blocks.reduce((sum, block) => sum + block.text.length, 0)
}

function blocksOf(text: string, from: Style): Block[] {
  const blocks: Block[] = []
  let style = from
  for (let begin = 0; begin < text.length; ) {
    const piece = text.slice(begin, blockEnd(text, begin))
    blocks.push({ text: piece, bytes: new TextEncoder().encode(piece).length, style })
    style = styleAfter(piece, style)
    begin += piece.length
  }
  return blocks
}

/** Behind a line's end, unless the line is longer than a block. */
function blockEnd(text: string, begin: number): number {
  if (text.length - begin <= LARGEST) return text.length
  const line = text.lastIndexOf('\n', begin + LARGEST - 1) + 1
  if (line > begin) return line
  const end = begin + LARGEST
  const isHalf = /[\ud800-\udbff]/.test(text.charAt(end - 1))
  return isHalf ? end - 1 : end
}
