// What is written on the boxes that are large enough, and what stands out.
import type { Status } from '../../api/types'
import { BOX, type Camera } from './camera'
import type { Palette } from '../../parts/colours'
import type { Folded } from './fold'
import type { Layout } from './layout'

/** From this zoom on, boxes are labelled. */
export const READABLE = 0.42
const SIGNS: Record<Status, string> = {
  failed: '✕', running: '▶', batch_running: '▶', parked: '‖', pending: '○', disabled: '⊘', unknown: '?', done: '✓',
}

export interface Marks {
  chosen: number
  found: readonly number[]
  /** The critical path, in its order. */
  path: readonly number[]
}

export function drawLabels(
  canvas: HTMLCanvasElement, scale: number, camera: Camera, graph: Folded, layout: Layout, colours: Palette, marks: Marks,
): void {
  const pen = canvas.getContext('2d')
  if (!pen) return
  const width = canvas.width / scale
  const height = canvas.height / scale
  pen.setTransform(1, 0, 0, 1, 0, 0)
  pen.clearRect(0, 0, canvas.width, canvas.height)
  const { zoom } = camera
  pen.setTransform(scale * zoom, 0, 0, scale * zoom, scale * (width / 2 - camera.x * zoom), scale * (height / 2 - camera.y * zoom))
  const isSeen = (n: number) =>
    Math.abs(layout.x[n]! - camera.x) * zoom < width / 2 + (BOX.width / 2) * zoom &&
    Math.abs(layout.y[n]! - camera.y) * zoom < height / 2 + (BOX.height / 2) * zoom
  drawEdges(pen, zoom, graph, layout, colours, marks.chosen)
  drawPath(pen, zoom, layout, colours, marks.path)
  if (zoom >= READABLE) {
    pen.font = '12px system-ui, sans-serif'
    pen.textBaseline = 'middle'
    pen.lineWidth = 1
    for (let n = 0; n < graph.nodes.length; n++) {
      if (isSeen(n)) drawBox(pen, graph, layout, colours, n)
    }
  }
  pen.strokeStyle = colours.text.batch_running
  pen.lineWidth = 3 / zoom
  for (const n of marks.path) if (isSeen(n)) frame(pen, layout, n, 1.5 / zoom)
  pen.strokeStyle = colours.focus
  for (const n of marks.chosen < 0 ? marks.found : [...marks.found, marks.chosen]) {
    if (isSeen(n)) frame(pen, layout, n, 4 / zoom)
  }
}

function drawBox(pen: CanvasRenderingContext2D, graph: Folded, layout: Layout, colours: Palette, n: number): void {
  const node = graph.nodes[n]!
  pen.strokeStyle = colours.text[node.status]
  pen.fillStyle = colours.fill[node.status]
  pen.fillRect(layout.x[n]! - BOX.width / 2, layout.y[n]! - BOX.height / 2, BOX.width, BOX.height)
  frame(pen, layout, n, 0)
  const left = layout.x[n]! - BOX.width / 2 + 8
  pen.fillStyle = colours.text[node.status]
  pen.fillText(SIGNS[node.status], left, layout.y[n]!)
  pen.fillStyle = colours.plain
  pen.fillText(fitted(node.label), left + 17, layout.y[n]!)
}

/** About as much as fits: measuring ten thousand texts takes longer than drawing them. */
function fitted(label: string): string {
  return label.length <= 27 ? label : `${label.slice(0, 26)}…`
}

function frame(pen: CanvasRenderingContext2D, layout: Layout, n: number, away: number): void {
  pen.strokeRect(
    layout.x[n]! - BOX.width / 2 - away, layout.y[n]! - BOX.height / 2 - away, BOX.width + 2 * away, BOX.height + 2 * away,
  )
}

/** From box to box in the colour that it has on the timeline too; where families are folded, also backwards. */
function drawPath(pen: CanvasRenderingContext2D, zoom: number, layout: Layout, colours: Palette, path: readonly number[]): void {
  pen.strokeStyle = colours.text.batch_running
  pen.lineWidth = 4 / zoom
  pen.beginPath()
  path.forEach((n, i) => {
    const [x, y] = [layout.x[n]!, layout.y[n]!]
    const before = path[i - 1]
    if (before === undefined) return
    const side = layout.x[before]! <= x ? BOX.width / 2 : -BOX.width / 2
    pen.moveTo(layout.x[before]! + side, layout.y[before]!)
    pen.lineTo(x - side, y)
  })
  pen.stroke()
}

/** The connections of the chosen one. */
function drawEdges(pen: CanvasRenderingContext2D, zoom: number, graph: Folded, layout: Layout, colours: Palette, chosen: number): void {
  if (chosen < 0) return
  pen.strokeStyle = colours.focus
  pen.lineWidth = 2 / zoom
  pen.beginPath()
  for (let e = 0; e < graph.edges.length; e += 2) {
    const [task, need] = [graph.edges[e]!, graph.edges[e + 1]!]
    if (task !== chosen && need !== chosen) continue
    pen.moveTo(layout.x[need]! + BOX.width / 2, layout.y[need]!)
    pen.lineTo(layout.x[task]! - BOX.width / 2, layout.y[task]!)
  }
  pen.stroke()
}
