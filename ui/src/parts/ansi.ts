// What a terminal would show of a program's output: colours (ECMA-48, "select graphic rendition"), and of a line that is
// written over again and again, as progress bars are, the last.

export interface Run {
  text: string
  /** Names of style classes, separated by spaces; empty for plain text. */
  style: string
}

/** How text looks from some place on. */
export interface Style {
  bold: boolean
  colour: string
}

export const PLAIN: Style = { bold: false, colour: '' }

const NAMES = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white']
// Of other sequences (cursor, title, links) only the text between them is of use here.
const SEQUENCE = /\x1b\[([0-9;:]*)m|\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[@-Z\\^_]?/g

/** `text` in pieces that look alike, if what is before it ended with style `from`. */
export function runs(text: string, from: Style = PLAIN): Run[] {
  const found: Run[] = []
  const seen = lastWritten(text)
  let style = from
  let end = 0
  const add = (piece: string): void => {
    if (piece) found.push({ text: piece, style: [style.bold ? 'ansi-bold' : '', style.colour].filter(Boolean).join(' ') })
  }
  for (const match of seen.matchAll(SEQUENCE)) {
    add(seen.slice(end, match.index))
    end = match.index + match[0].length
    style = turned(style, match[1])
  }
  add(seen.slice(end))
  return found
}

/** How the text behind `text` looks. */
export function styleAfter(text: string, from: Style): Style {
  if (!text.includes('\x1b')) return from
  let style = from
  for (const match of text.matchAll(SEQUENCE)) style = turned(style, match[1])
  return style
}

function turned(from: Style, sequence: string | undefined): Style {
  if (sequence === undefined) return from
  let { bold, colour } = from
  const codes = sequence.split(/[;:]/).map(Number)
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] ?? 0
    if (code === 0) [bold, colour] = [false, '']
    else if (code === 1) bold = true
    else if (code === 22) bold = false
    else if (code === 39) colour = ''
    else if (code >= 30 && code <= 37) colour = `ansi-${NAMES[code - 30]}`
    else if (code >= 90 && code <= 97) colour = `ansi-${NAMES[code - 90]}`
    else if (code === 38 || code === 48) i += codes[i + 1] === 2 ? 4 : 2
  }
  return { bold, colour }
}

function lastWritten(text: string): string {
  if (!text.includes('\r')) return text
  return text
    .split('\n')
    .map((line) => {
      const whole = line.replace(/\r+$/, '')
      return whole.slice(whole.lastIndexOf('\r') + 1)
    })
    .join('\n')
}
