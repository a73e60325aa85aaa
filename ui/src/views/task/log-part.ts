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
  return { blocks: blocksOf(piece.text, PLAIN, found), next: piece.next, length: piece.length }
}

/** `part` with what follows it; of what is too much the beginning goes. */
export function withLater(part: Part, piece: Piece): Part {
  const last = part.blocks.at(-1)
  // A line that goes on is in one block, and blocks are no smaller than need be.
  const goesOn = last && (last.text.length < LARGEST / 2 || !last.text.endsWith('\n'))
  const blocks = goesOn
    ? [...part.blocks.slice(0, -1), ...blocksOf(last.text + piece.text, last.style, last.found)]
    : [...part.blocks, ...blocksOf(piece.text, last ? styleAfter(last.text, last.style) : PLAIN)]
  let over = characters(blocks) - KEPT
  let from = 0
  for (; over > 0; from++) over -= blocks[from]?.text.length ?? over
  return { blocks: blocks.slice(from), next: piece.next, length: piece.length }
}

/** `part` with what comes before it; of what is too much the end goes. */
export function withEarlier(part: Part, text: string): Part {
  const [first, ...rest] = part.blocks
  const blocks = first && first.found === undefined ? [...blocksOf(text + first.text, PLAIN), ...rest] : [...blocksOf(text, PLAIN), ...part.blocks]
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

/** `text` in blocks; its first line was searched if `found` says where that begins. */
function blocksOf(text: string, from: Style, found?: number): Block[] {
  const blocks: Block[] = []
  let style = from
  for (let begin = 0; begin < text.length; ) {
    const piece = text.slice(begin, blockEnd(text, begin))
    const isFound = begin === 0 && found !== undefined
    blocks.push({ text: piece, bytes: new TextEncoder().encode(piece).length, style, ...(isFound ? { found } : {}) })
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
