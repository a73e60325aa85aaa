// Draws the lanes of a run.
import type { Palette } from '../../parts/colours'
import { readable, workerName } from '../../parts/text'
import { step, type Bar, type Lanes, type Window } from './lanes'

export const LANE = 16
export const AXIS = 24
/** The width of the names at the left. */
export const gutter = (width: number): number => (width < 600 ? 84 : 150)

export interface Picture {
  bars: readonly Bar[]
  lanes: Lanes
  /** Bars of the critical path. */
  path: ReadonlySet<number>
  chosen: number
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const seconds = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const fraction = new Intl.DateTimeFormat('en-GB', { minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 })
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })

function told(at: number, apart: number): string {
  if (apart >= 43_200_000) return date.format(at)
  return (apart >= 60_000 ? clock : apart >= 1_000 ? seconds : fraction).format(at)
}

/** @param scale pixels of the screen per pixel of the page */
export function paint(pen: CanvasRenderingContext2D, width: number, height: number, scale: number, window: Window, picture: Picture, colours: Palette): void {
  const left = gutter(width)
  pen.setTransform(scale, 0, 0, scale, 0, 0)
  pen.clearRect(0, 0, width, height)
  pen.font = '12px system-ui, sans-serif'
  pen.textBaseline = 'middle'
  const yOf = (lane: number) => AXIS + lane * LANE - window.down
  stripes(pen, width, height, picture, colours, yOf)
  pen.save()
  pen.beginPath()
  pen.rect(left, 0, width - left, height)
  pen.clip()
  times(pen, left, width, height, window, colours)
  pen.beginPath()
  pen.rect(left, AXIS, width - left, height - AXIS)
  pen.clip()
  drawBars(pen, left, width, height, window, picture, colours, yOf)
  pen.restore()
  labels(pen, left, height, picture, colours, yOf)
}

function stripes(pen: CanvasRenderingContext2D, width: number, height: number, picture: Picture, colours: Palette, yOf: (lane: number) => number): void {
  picture.lanes.groups.forEach((group, n) => {
    const y = yOf(group.first)
    if (n % 2 === 1 || y > height || y + group.lanes * LANE < AXIS) return
    pen.fillStyle = colours.raised
    pen.fillRect(0, Math.max(AXIS, y), width, Math.min(height, y + group.lanes * LANE) - Math.max(AXIS, y))
  })
}

function times(pen: CanvasRenderingContext2D, left: number, width: number, height: number, window: Window, colours: Palette): void {
  const apart = step(window.scale, 84)
  // Lines are at whole hours of the viewer's zone.
  const zone = new Date(window.from).getTimezoneOffset() * 60_000
  const first = Math.ceil((window.from - zone) / apart) * apart + zone
  for (let at = first; ; at += apart) {
    const x = left + (at - window.from) / window.scale
    if (x > width) break
    pen.fillStyle = colours.rule
    pen.fillRect(x, AXIS - 4, 1, height)
    pen.fillStyle = colours.line
    pen.fillText(told(at, apart), x + 4, AXIS / 2)
  }
}

function drawBars(
  pen: CanvasRenderingContext2D, left: number, width: number, height: number, window: Window, picture: Picture, colours: Palette, yOf: (lane: number) => number,
): void {
  const { bars, lanes, path, chosen } = picture
  // Where the last bar of a lane ended: of many that share a pixel one is drawn.
  const ends = new Float64Array(lanes.count).fill(-1)
  const place = (n: number) => {
    const bar = bars[n]!
    const x = left + (bar.start - window.from) / window.scale
    return { x, w: Math.max(1, (bar.end - bar.start) / window.scale - (bar.end - bar.start > 3 * window.scale ? 1 : 0)), y: yOf(lanes.of[n]!) + 1 }
  }
  const isSeen = ({ x, w, y }: { x: number; w: number; y: number }) => x <= width && x + w >= left && y <= height && y + LANE >= AXIS
  for (let n = 0; n < bars.length; n++) {
    const bar = bars[n]!
    const at = place(n)
    const lane = lanes.of[n]!
    if (!isSeen(at) || (at.x + at.w <= ends[lane]! + 0.5 && bar.like === 'done' && !path.has(n))) continue
    ends[lane] = at.x + at.w
    pen.fillStyle = bar.like === 'failed' ? colours.text.failed : at.w < 4 ? colours.text[bar.like] : colours.fill[bar.like]
    pen.fillRect(at.x, at.y, at.w, LANE - 2)
    if (at.w >= 4) {
      pen.fillStyle = colours.text[bar.like]
      pen.fillRect(at.x, at.y, 2, LANE - 2)
    }
    if (at.w >= 44) {
      // The beginning stays readable while the bar is scrolled out.
      const x = Math.max(at.x, left) + 6
      const room = Math.floor((at.x + at.w - x - 4) / 6.4)
      if (room >= 4) {
        pen.fillStyle = bar.like === 'failed' ? colours.sheet : colours.plain
        const name = readable(bar.task)
        pen.fillText(name.length <= room ? name : `${name.slice(0, room - 1)}…`, x, at.y + LANE / 2 - 0.5)
      }
    }
  }
  pen.strokeStyle = colours.text.batch_running
  pen.lineWidth = 2
  const connected: { x: number; y: number }[] = []
  for (const n of path) {
    const at = place(n)
    connected.push({ x: at.x, y: at.y + LANE / 2 }, { x: at.x + at.w, y: at.y + LANE / 2 })
    if (isSeen(at)) pen.strokeRect(at.x, at.y, Math.max(2, at.w), LANE - 2)
  }
  pen.globalAlpha = 0.55
  pen.lineWidth = 1.5
  pen.beginPath()
  for (let n = 1; n + 1 < connected.length; n += 2) {
    pen.moveTo(connected[n]!.x, connected[n]!.y)
    pen.lineTo(connected[n + 1]!.x, connected[n + 1]!.y)
  }
  pen.stroke()
  pen.globalAlpha = 1
  if (chosen >= 0 && chosen < bars.length) {
    const at = place(chosen)
    pen.strokeStyle = colours.focus
    pen.lineWidth = 3
    pen.strokeRect(at.x - 1, at.y - 1, Math.max(2, at.w) + 2, LANE)
  }
}

function labels(pen: CanvasRenderingContext2D, left: number, height: number, picture: Picture, colours: Palette, yOf: (lane: number) => number): void {
  pen.save()
  pen.beginPath()
  pen.rect(0, AXIS, left - 6, height - AXIS)
  pen.clip()
  pen.fillStyle = colours.plain
  for (const group of picture.lanes.groups) {
    const top = yOf(group.first)
    const bottom = top + group.lanes * LANE
    if (bottom < AXIS || top > height) continue
    // In sight as long as any lane of the group is.
    pen.fillText(workerName(group.name) || 'No family', 8, Math.min(Math.max(top, AXIS), bottom - LANE) + LANE / 2)
  }
  pen.restore()
}
