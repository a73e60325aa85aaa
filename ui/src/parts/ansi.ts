// Colours that programs write into their output as escape sequences (ECMA-48, "select graphic rendition").

export interface Run {
  text: string
  /** Names of style classes, separated by spaces; empty for plain text. */
  style: string
}

const NAMES = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white']
// Of other sequences (cursor, title, links) only the text between them is of use here.
const SEQUENCE = /\x1b\[([0-9;:]*)m|\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[@-Z\\^_]?/g

export function runs(text: string): Run[] {
  const found: Run[] = []
  let bold = false
  let colour = ''
  let end = 0
  const add = (piece: string): void => {
    if (piece) found.push({ text: piece, style: [bold ? 'ansi-bold' : '', colour].filter(Boolean).join(' ') })
  }
  for (const match of text.matchAll(SEQUENCE)) {
    add(text.slice(end, match.index))
    end = match.index + match[0].length
    if (match[1] === undefined) continue
    const codes = match[1].split(/[;:]/).map(Number)
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
  }
  add(text.slice(end))
  return found
}
