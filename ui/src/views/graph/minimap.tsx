// All of a graph, small, with a frame around what is in sight; pressing it goes there.
import { createEffect, createMemo, on, Show, type JSX } from 'solid-js'
import { palette } from '../../parts/colours'
import { shade } from '../../shell/theme'
import { BOX, bounds, type Camera } from './camera'
import type { Drawing } from './canvas'

const WIDTH = 200
const HIGHEST = 140
const LOWEST = 40

/** Where the small picture has what the graph has at (x, y): the graph's middle in its own, as large as fits. */
interface Scale {
  x: number
  y: number
  zoom: number
  height: number
}

export function MiniMap(props: {
  drawing: Drawing
  path: readonly number[]
  camera: Camera
  size: { width: number; height: number }
  turn: (x: number, y: number) => void
}): JSX.Element {
  const ends = createMemo(() => bounds(props.drawing.layout.x, props.drawing.layout.y))
  const scale = createMemo<Scale>(() => {
    const { left, right, top, bottom } = ends()
    const [wide, high] = [right - left + 2 * BOX.width, bottom - top + 4 * BOX.height]
    const height = Math.min(HIGHEST, Math.max(LOWEST, (WIDTH * high) / wide))
    return { x: (left + right) / 2, y: (top + bottom) / 2, zoom: Math.min(WIDTH / wide, height / high), height }
  })
  /** Only of use while there is something out of sight. */
  const isPart = () => {
    const { x, y, zoom, width, height } = { ...props.camera, ...props.size }
    const { left, right, top, bottom } = ends()
    return left < x - width / 2 / zoom || right > x + width / 2 / zoom || top < y - height / 2 / zoom || bottom > y + height / 2 / zoom
  }
  return <Show when={props.drawing.layout.x.length > 0 && isPart()}><Picture {...props} scale={scale()} /></Show>
}

function Picture(props: Parameters<typeof MiniMap>[0] & { scale: Scale }): JSX.Element {
  let nodes!: HTMLCanvasElement
  let seen!: HTMLSpanElement
  const dense = window.devicePixelRatio || 1
  const at = (x: number, y: number) => ({ left: WIDTH / 2 + (x - props.scale.x) * props.scale.zoom, top: props.scale.height / 2 + (y - props.scale.y) * props.scale.zoom })
  createEffect(
    on([() => props.drawing, () => props.path, shade], ([{ graph, layout }, path]) => {
      const pen = nodes.getContext('2d')
      if (!pen) return
      const colours = palette()
      const wide = Math.max(1.5, BOX.width * props.scale.zoom)
      const high = Math.max(1.5, BOX.height * props.scale.zoom)
      nodes.width = WIDTH * dense
      nodes.height = props.scale.height * dense
      nodes.style.width = `${WIDTH}px`
      nodes.style.height = `${props.scale.height}px`
      pen.scale(dense, dense)
      graph.nodes.forEach((node, n) => {
        const { left, top } = at(layout.x[n]!, layout.y[n]!)
        pen.fillStyle = colours.text[node.status]
        pen.fillRect(left - wide / 2, top - high / 2, wide, high)
      })
      pen.strokeStyle = colours.text.batch_running
      pen.lineWidth = 1.5
      pen.beginPath()
      for (const n of path) {
        const { left, top } = at(layout.x[n]!, layout.y[n]!)
        pen.lineTo(left, top)
      }
      pen.stroke()
    }),
  )
  createEffect(() => {
    const { x, y, zoom } = props.camera
    const [wide, high] = [props.size.width / zoom, props.size.height / zoom]
    const { left, top } = at(x - wide / 2, y - high / 2)
    const until = at(x + wide / 2, y + high / 2)
    const keep = (value: number, most: number) => Math.min(most, Math.max(0, value))
    seen.style.left = `${keep(left, WIDTH - 4)}px`
    seen.style.top = `${keep(top, props.scale.height - 4)}px`
    seen.style.width = `${Math.max(4, keep(until.left, WIDTH) - keep(left, WIDTH))}px`
    seen.style.height = `${Math.max(4, keep(until.top, props.scale.height) - keep(top, props.scale.height))}px`
  })

  function turn(event: PointerEvent & { currentTarget: HTMLElement }): void {
    if (event.type !== 'pointerdown' && !event.currentTarget.hasPointerCapture(event.pointerId)) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const { left, top } = event.currentTarget.getBoundingClientRect()
    const { x, y, zoom, height } = props.scale
    props.turn(x + (event.clientX - left - WIDTH / 2) / zoom, y + (event.clientY - top - height / 2) / zoom)
  }
  return (
    <div class="minimap" role="img" aria-label="All of the graph, with what is in sight" onPointerDown={turn} onPointerMove={turn}>
      <canvas ref={nodes} />
      <span ref={seen} class="minimap-seen" />
    </div>
  )
}
