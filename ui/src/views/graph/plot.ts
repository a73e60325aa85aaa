// Draws boxes and lines into an array of pixels. Without a graphics card, browsers take a second for as many lines as a
// graph has; counting for each pixel how many lines cross it takes a tenth of that, and how dark it is then follows.
import type { Camera } from './camera'
import { BOX } from './camera'

/** What is drawn: places, pairs of a node and one that it needs. */
export interface Shape {
  x: Float32Array
  y: Float32Array
  edges: Int32Array
}

export interface Paint {
  /** Red, green and blue of each node. */
  nodes: Uint8Array
  line: readonly [number, number, number]
}

/** A picture and where it is of. */
export interface View {
  camera: Camera
  /** In pixels of the page. */
  width: number
  height: number
  /** Pixels of the screen per pixel of the page. */
  scale: number
}

/** Of more lines in sight, only some are drawn, each for several: it is a haze all the same. */
const MOST_LINES = 40_000
/** A line that covers a pixel wholly. */
const WHOLE = 64
/** Boxes are no smaller, in pixels of the page. */
const LEAST = 3

export function plot(shape: Shape, paint: Paint, view: View): ImageData {
  const width = Math.max(1, Math.round(view.width * view.scale))
  const height = Math.max(1, Math.round(view.height * view.scale))
  const image = new ImageData(width, height)
  const pixels = new Uint32Array(image.data.buffer)
  const zoom = view.camera.zoom * view.scale
  const [left, top] = [width / 2 - view.camera.x * zoom, height / 2 - view.camera.y * zoom]
  shade(pixels, crossings(shape, width, height, zoom, left, top), paint.line, shape.edges.length / 2)
  const wide = Math.max(LEAST * view.scale, BOX.width * zoom)
  const high = Math.max(LEAST * view.scale, BOX.height * zoom)
  for (let n = 0; n < shape.x.length; n++) {
    const fromX = Math.max(0, Math.round(shape.x[n]! * zoom + left - wide / 2))
    const untilX = Math.min(width, Math.round(shape.x[n]! * zoom + left + wide / 2))
    const fromY = Math.max(0, Math.round(shape.y[n]! * zoom + top - high / 2))
    const untilY = Math.min(height, Math.round(shape.y[n]! * zoom + top + high / 2))
    if (fromX >= untilX) continue
    const colour = pixel(paint.nodes[3 * n]!, paint.nodes[3 * n + 1]!, paint.nodes[3 * n + 2]!, 255)
    for (let y = fromY; y < untilY; y++) pixels.fill(colour, y * width + fromX, y * width + untilX)
  }
  return image
}

/** As the bytes red, green, blue, alpha; all machines with browsers have the lowest byte first. */
function pixel(red: number, green: number, blue: number, alpha: number): number {
  return ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0
}

function crossings(shape: Shape, width: number, height: number, zoom: number, left: number, top: number): Uint32Array {
  const { x, y, edges } = shape
  const sums = new Uint32Array(width * height)
  const seen = new Int32Array(edges.length / 2)
  let lines = 0
  for (let e = 0; e < edges.length; e += 2) {
    const [task, need] = [edges[e]!, edges[e + 1]!]
    const [ax, ay, bx, by] = [x[need]! * zoom + left, y[need]! * zoom + top, x[task]! * zoom + left, y[task]! * zoom + top]
    const reach = (BOX.width / 2) * zoom
    if ((ax < -reach && bx < -reach) || (ax > width + reach && bx > width + reach) || (ay < 0 && by < 0) || (ay > height && by > height)) continue
    seen[lines++] = e
  }
  const step = Math.ceil(lines / MOST_LINES)
  for (let i = 0; i < lines; i += step) {
    const [task, need] = [edges[seen[i]!]!, edges[seen[i]! + 1]!]
    const side = (x[need]! <= x[task]! ? BOX.width / 2 : -BOX.width / 2) * zoom
    cross(
      sums, width, height, WHOLE * step,
      x[need]! * zoom + left + side, y[need]! * zoom + top, x[task]! * zoom + left - side, y[task]! * zoom + top,
    )
  }
  return sums
}

/** One line: at each step along its longer way it is shared by the two pixels that it is between. */
function cross(sums: Uint32Array, width: number, height: number, whole: number, ax: number, ay: number, bx: number, by: number): void {
  const isFlat = Math.abs(bx - ax) >= Math.abs(by - ay)
  let [from, until, at, end] = isFlat ? [ax, bx, ay, by] : [ay, by, ax, bx]
  if (from > until) [from, until, at, end] = [until, from, end, at]
  const slope = until > from ? (end - at) / (until - from) : 0
  const [along, across] = isFlat ? [width, height] : [height, width]
  const [next, beside] = isFlat ? [1, width] : [width, 1]
  const start = Math.max(0, Math.ceil(from - 0.5))
  let [first, last] = [start, Math.min(along - 1, Math.floor(until - 0.5))]
  // Only where it is between two pixels of the picture, so that nothing is to be asked at each step.
  const middle = at + (start + 0.5 - from) * slope - 0.5
  const most = across - 1.001
  if (slope === 0 && (middle < 0 || middle > most)) return
  if (slope !== 0) {
    const [enters, leaves] = slope > 0 ? [-middle / slope, (most - middle) / slope] : [(most - middle) / slope, -middle / slope]
    first = Math.max(first, start + Math.ceil(enters))
    last = Math.min(last, start + Math.floor(leaves))
  }
  for (let i = first; i <= last; i++) {
    const place = Math.max(0, middle + (i - start) * slope)
    const base = Math.floor(place)
    const far = ((place - base) * whole) | 0
    const index = i * next + base * beside
    sums[index]! += whole - far
    sums[index + beside]! += far
  }
}

/** What so many lines over each other come to, each of which lets some of what is below through. */
function shade(pixels: Uint32Array, sums: Uint32Array, line: Paint['line'], edges: number): void {
  const alpha = Math.max(0.12, Math.min(0.75, 20 / Math.sqrt(edges + 1)))
  const DARKEST = 64 * WHOLE
  const shades = Uint32Array.from({ length: DARKEST + 1 }, (_, sum) => pixel(...line, Math.round(255 * (1 - (1 - alpha) ** (sum / WHOLE)))))
  for (let i = 0; i < sums.length; i++) if (sums[i]! > 0) pixels[i] = shades[Math.min(DARKEST, sums[i]!)]!
}
