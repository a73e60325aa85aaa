// The graph as a file.
import { BOX } from './camera'
import type { Palette } from '../../parts/colours'
import type { Folded } from './fold'
import type { Layout } from './layout'

const NS = 'http://www.w3.org/2000/svg'

type Attributes = Record<string, string | number>

function element(parent: Element, name: string, attributes: Attributes, text = ''): void {
  const made = document.createElementNS(NS, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value))
  if (text) made.textContent = text
  parent.append(made)
}

export function toSvg(graph: Folded, layout: Layout, colours: Palette): string {
  const xs = layout.x
  const ys = layout.y
  const min = (all: Float32Array) => all.reduce((a, b) => Math.min(a, b), Infinity)
  const max = (all: Float32Array) => all.reduce((a, b) => Math.max(a, b), -Infinity)
  const [left, top] = [min(xs) - BOX.width, min(ys) - 2 * BOX.height]
  const svg = document.createElementNS(NS, 'svg')
  svg.setAttribute('viewBox', `${left} ${top} ${max(xs) + BOX.width - left} ${max(ys) + 2 * BOX.height - top}`)
  svg.setAttribute('font-family', 'sans-serif')
  svg.setAttribute('font-size', '12')
  for (let e = 0; e < graph.edges.length; e += 2) {
    const [task, need] = [graph.edges[e]!, graph.edges[e + 1]!]
    element(svg, 'line', {
      x1: xs[need]! + BOX.width / 2, y1: ys[need]!, x2: xs[task]! - BOX.width / 2, y2: ys[task]!, stroke: colours.line, 'stroke-opacity': 0.5,
    })
  }
  graph.nodes.forEach((node, n) => {
    const [x, y] = [xs[n]! - BOX.width / 2, ys[n]! - BOX.height / 2]
    element(svg, 'rect', {
      x, y, width: BOX.width, height: BOX.height, rx: 3, fill: colours.fill[node.status], stroke: colours.text[node.status],
    })
    // Characters that XML does not have would make the file unreadable.
    element(svg, 'text', { x: x + 8, y: y + 17, fill: colours.plain }, node.label.replace(/[^\t\n\u0020-\ud7ff\ue000-\ufffd]|\ufffe/g, '·').slice(0, 60))
  })
  return new XMLSerializer().serializeToString(svg)
}

export function save(name: string, type: string, text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
