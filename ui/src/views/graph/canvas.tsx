// The picture that can be moved: drag, wheel, two fingers, keys.
import { createEffect, createSignal, on, onCleanup, onMount, untrack, type JSX } from 'solid-js'
import { STATUSES } from '../../api/types'
import { shade } from '../../shell/theme'
import { Backdrop } from './backdrop'
import { BOX, whole, zoomed, type Camera } from './camera'
import { palette, rgb } from '../../parts/colours'
import type { Folded } from './fold'
import { drawLabels, READABLE } from './labels'
import type { Layout } from './layout'
import { MiniMap } from './minimap'

/** A graph of fewer nodes is looked at near first. */
const FEW = 300

export interface Drawing {
  graph: Folded
  layout: Layout
}

export function GraphCanvas(props: {
  drawing: Drawing
  chosen: number
  found: readonly number[]
  /** The nodes of the critical path. */
  path: readonly number[]
  /** The node that must be in sight. */
  reveal: number
  choose: (node: number) => void
  open: (node: number) => void
}): JSX.Element {
  let frame!: HTMLDivElement
  let boxes!: HTMLCanvasElement
  let labels!: HTMLCanvasElement
  const [camera, setCamera] = createSignal<Camera>({ x: 0, y: 0, zoom: 1 })
  const [size, setSize] = createSignal({ width: 1, height: 1 })
  const scale = window.devicePixelRatio || 1
  let backdrop: Backdrop | undefined
  let scheduled = 0
  let shown: Layout | undefined

  function paint(): void {
    scheduled = 0
    const { width, height } = size()
    const { graph, layout } = props.drawing
    const colours = palette()
    backdrop?.draw(camera(), width, height, scale)
    drawLabels(labels, scale, camera(), graph, layout, colours, { chosen: props.chosen, found: props.found, path: props.path })
  }
  const soon = () => {
    scheduled ||= requestAnimationFrame(paint)
  }

  onMount(() => {
    const behind = (backdrop = new Backdrop(boxes, () => {
      frame.ariaBusy = 'false'
      soon()
    }))
    const observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = frame
      for (const canvas of [boxes, labels]) {
        canvas.width = width * scale
        canvas.height = height * scale
      }
      setSize({ width, height })
    })
    observer.observe(frame)
    onCleanup(() => {
      observer.disconnect()
      behind.close()
      cancelAnimationFrame(scheduled)
    })
    createEffect(() => {
      const { graph, layout } = props.drawing
      shade()
      if (layout !== shown) {
        frame.ariaBusy = 'true'
        behind.setShape({ ...layout, edges: graph.edges })
      }
      // Strong ones, to be told apart from far; near, the labels are drawn over them.
      const { text, line } = palette()
      const strong = Object.fromEntries(STATUSES.map((status) => [status, rgb(text[status])]))
      const nodes = new Uint8Array(graph.nodes.length * 3)
      graph.nodes.forEach((node, n) => nodes.set(strong[node.status]!, n * 3))
      behind.setPaint({ nodes, line: rgb(line) })
      if (layout !== shown) begin()
      shown = layout
      soon()
    })
    createEffect(on(size, (_, before) => {
      if (before?.width === 1 || !before) begin()
      soon()
    }))
    createEffect(on([camera, () => props.chosen, () => props.found, () => props.path], soon))
    createEffect(on(() => props.reveal, (node) => {
      const { x, y } = props.drawing.layout
      if (node >= 0 && node < x.length) setCamera((now) => ({ x: x[node]!, y: y[node]!, zoom: Math.max(now.zoom, 0.8) }))
    }))
  })

  function fit(): void {
    const { x, y } = props.drawing.layout
    setCamera(whole(x, y, size().width, size().height))
  }

  /** All, unless nothing would be readable then: where the chosen one is, as large as can be read. */
  function begin(): void {
    fit()
    const { x, y } = props.drawing.layout
    const node = Math.max(0, untrack(() => props.chosen))
    if (camera().zoom < READABLE && x.length > 0 && x.length <= FEW) setCamera({ x: x[node]!, y: y[node]!, zoom: 0.75 })
  }

  function at(event: MouseEvent): { px: number; py: number } {
    const { left, top } = frame.getBoundingClientRect()
    return { px: event.clientX - left, py: event.clientY - top }
  }

  function nodeAt(event: MouseEvent): number {
    const { px, py } = at(event)
    const now = camera()
    const wx = now.x + (px - size().width / 2) / now.zoom
    const wy = now.y + (py - size().height / 2) / now.zoom
    const { x, y } = props.drawing.layout
    const reach = Math.max(BOX.height / 2, 4 / now.zoom)
    for (let n = 0; n < x.length; n++) {
      if (Math.abs(x[n]! - wx) <= Math.max(BOX.width / 2, 4 / now.zoom) && Math.abs(y[n]! - wy) <= reach) return n
    }
    return -1
  }

  const pointers = new Map<number, { px: number; py: number }>()
  let moved = 0
  function move(event: PointerEvent): void {
    const before = pointers.get(event.pointerId)
    if (!before) return
    const now = at(event)
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1]
    pointers.set(event.pointerId, now)
    moved += Math.abs(now.px - before.px) + Math.abs(now.py - before.py)
    if (other) {
      const far = (p: { px: number; py: number }) => Math.max(1, Math.hypot(p.px - other.px, p.py - other.py))
      setCamera((c) => zoomed(c, far(now) / far(before), other.px, other.py, size().width, size().height))
    } else {
      setCamera((c) => ({ ...c, x: c.x - (now.px - before.px) / c.zoom, y: c.y - (now.py - before.py) / c.zoom }))
    }
  }

  function key(event: KeyboardEvent): void {
    const step = 80 / camera().zoom
    const turn = (dx: number, dy: number) => setCamera((c) => ({ ...c, x: c.x + dx * step, y: c.y + dy * step }))
    const grow = (factor: number) => setCamera((c) => zoomed(c, factor, size().width / 2, size().height / 2, size().width, size().height))
    const does: Record<string, () => void> = {
      ArrowLeft: () => turn(-1, 0), ArrowRight: () => turn(1, 0), ArrowUp: () => turn(0, -1), ArrowDown: () => turn(0, 1),
      '+': () => grow(1.25), '-': () => grow(0.8), '0': fit, Enter: () => props.chosen >= 0 && props.open(props.chosen),
    }
    const run = does[event.key]
    if (run) {
      event.preventDefault()
      event.stopPropagation()
      run()
    }
  }

  return (
    <>
      <div
        ref={frame}
        class="graph-canvas"
        tabindex="0"
        role="application"
        aria-label={`Graph of ${props.drawing.graph.nodes.length} nodes; move with the arrow keys, zoom with + and -, all with 0`}
        onKeyDown={key}
        on:wheel={{
          handleEvent: (event: WheelEvent) => {
            event.preventDefault()
            const { px, py } = at(event)
            setCamera((c) => zoomed(c, Math.exp(-event.deltaY / 400), px, py, size().width, size().height))
          },
          passive: false,
        }}
        onPointerDown={(event) => {
          frame.setPointerCapture(event.pointerId)
          pointers.set(event.pointerId, at(event))
          moved = 0
        }}
        onPointerMove={move}
        onPointerUp={(event) => {
          pointers.delete(event.pointerId)
          if (moved < 5) props.choose(nodeAt(event))
        }}
        onPointerCancel={(event) => pointers.delete(event.pointerId)}
        onDblClick={(event) => {
          const node = nodeAt(event)
          if (node >= 0) props.open(node)
        }}
      >
        <canvas ref={boxes} aria-hidden="true" />
        <canvas ref={labels} aria-hidden="true" />
      </div>
      <div class="graph-tools">
        <button type="button" onClick={fit}>
          Show all
        </button>
      </div>
      <MiniMap drawing={props.drawing} path={props.path} camera={camera()} size={size()} turn={(x, y) => setCamera((now) => ({ ...now, x, y }))} />
    </>
  )
}
