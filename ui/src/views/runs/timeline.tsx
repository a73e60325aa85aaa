// A run over time, to be moved: drag, wheel, two fingers, keys.
import { createEffect, createMemo, createSignal, on, onCleanup, onMount, type JSX } from 'solid-js'
import { palette } from '../../parts/colours'
import { plural, span } from '../../parts/text'
import { shade } from '../../shell/theme'
import { all, pack, zoomed, type Bar, type Window } from './lanes'
import { AXIS, gutter, LANE, paint, type Picture } from './paint'

export function Timeline(props: {
  /** By their start. */
  bars: readonly Bar[]
  /** When the run began and ended. */
  from: number
  until: number
  by: 'worker' | 'family'
  /** Ids of tasks. */
  path: ReadonlySet<string>
  chosen: number
  choose: (bar: number) => void
  point: (bar: number) => void
  open: (bar: number) => void
}): JSX.Element {
  let frame!: HTMLDivElement
  let canvas!: HTMLCanvasElement
  const [size, setSize] = createSignal({ width: 0, height: 0 })
  const [window, setWindow] = createSignal<Window>({ from: props.from, scale: 1, down: 0 })
  const ratio = globalThis.devicePixelRatio || 1
  const lanes = createMemo(() => pack(props.bars, props.by))
  const path = createMemo(() => {
    // Of a task's attempts the last is on the path.
    const last = new Map<string, number>()
    props.bars.forEach((bar, n) => { if (props.path.has(bar.task)) last.set(bar.task, n) })
    return new Set([...last.values()].sort((a, b) => props.bars[a]!.start - props.bars[b]!.start))
  })
  const room = () => Math.max(1, size().width - gutter(size().width))
  const longest = () => ((props.until - props.from) * 1.5) / room()
  let scheduled = 0
  const soon = () => {
    scheduled ||= requestAnimationFrame(() => {
      scheduled = 0
      const pen = canvas.getContext('2d')
      const picture: Picture = { bars: props.bars, lanes: lanes(), path: path(), chosen: props.chosen }
      if (pen) paint(pen, size().width, size().height, ratio, window(), picture, palette())
    })
  }
  const fit = () => setWindow(all(props.from, props.until, room()))
  /** Never so far that nothing is seen. */
  function move(right: number, down: number): void {
    setWindow((now) => {
      const wide = room() * now.scale
      const deepest = Math.max(0, lanes().count * LANE - (size().height - AXIS) + LANE)
      return {
        scale: now.scale,
        from: Math.min(props.until - wide * 0.1, Math.max(props.from - wide * 0.9, now.from + right * now.scale)),
        down: Math.min(deepest, Math.max(0, now.down + down)),
      }
    })
  }
  const grow = (factor: number, x = room() / 2) => {
    setWindow((now) => zoomed(now, factor, x, longest()))
    move(0, 0)
  }

  onMount(() => {
    const observer = new ResizeObserver(() => {
      canvas.width = frame.clientWidth * ratio
      canvas.height = frame.clientHeight * ratio
      setSize({ width: frame.clientWidth, height: frame.clientHeight })
    })
    observer.observe(frame)
    onCleanup(() => {
      observer.disconnect()
      cancelAnimationFrame(scheduled)
    })
    createEffect(on(() => size().width, fit))
    createEffect(on([size, window, lanes, path, shade, () => props.chosen], soon))
    // What was chosen elsewhere is brought into sight.
    createEffect(on(() => props.chosen, (n) => {
      const bar = props.bars[n]
      if (!bar || size().width === 0) return
      const { from, scale, down } = window()
      const x = (bar.start - from) / scale
      const y = lanes().of[n]! * LANE - down
      move(x < 0 || x > room() * 0.95 ? x - room() * 0.3 : 0, y < 0 || y > size().height - AXIS - LANE ? y - size().height / 3 : 0)
    }))
  })

  function at(event: MouseEvent): { x: number; y: number } {
    const box = frame.getBoundingClientRect()
    return { x: event.clientX - box.left - gutter(size().width), y: event.clientY - box.top - AXIS }
  }

  function barAt(event: MouseEvent): number {
    const { x, y } = at(event)
    if (x < 0 || y < 0) return -1
    const { from, scale, down } = window()
    const lane = Math.floor((y + down) / LANE)
    const time = from + x * scale
    let best = -1
    let nearest = 4 * scale
    props.bars.forEach((bar, n) => {
      if (lanes().of[n] !== lane) return
      const away = Math.max(bar.start - time, time - bar.end, 0)
      if (away <= nearest) [best, nearest] = [n, away]
    })
    return best
  }

  const pointers = new Map<number, { x: number; y: number }>()
  let moved = 0
  function drag(event: PointerEvent): void {
    const before = pointers.get(event.pointerId)
    if (!before) return props.point(barAt(event))
    const now = at(event)
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1]
    pointers.set(event.pointerId, now)
    moved += Math.abs(now.x - before.x) + Math.abs(now.y - before.y)
    if (other) grow(Math.max(1, Math.abs(now.x - other.x)) / Math.max(1, Math.abs(before.x - other.x)), other.x)
    else move(before.x - now.x, before.y - now.y)
  }

  function key(event: KeyboardEvent): void {
    const next = (turn: number) => props.choose(Math.min(props.bars.length - 1, Math.max(0, props.chosen + turn)))
    const does: Record<string, () => void> = {
      ArrowLeft: () => move(-80, 0), ArrowRight: () => move(80, 0), ArrowUp: () => move(0, -3 * LANE), ArrowDown: () => move(0, 3 * LANE),
      PageUp: () => move(0, -size().height * 0.8), PageDown: () => move(0, size().height * 0.8),
      '+': () => grow(1.5), '-': () => grow(1 / 1.5), '0': fit, j: () => next(1), k: () => next(-1),
      Enter: () => { if (props.chosen >= 0) props.open(props.chosen) },
    }
    const run = event.ctrlKey || event.metaKey || event.altKey ? undefined : does[event.key]
    if (!run) return
    event.preventDefault()
    event.stopPropagation()
    run()
  }

  return (
    <>
    <div class="timeline" style={{ height: `${Math.min(560, Math.max(120, lanes().count * LANE + AXIS + LANE))}px` }}>
      <div
        ref={frame}
        class="timeline-canvas"
        tabindex="0"
        role="application"
        aria-label={`Timeline of ${plural(props.bars.length, 'attempt')} on ${plural(lanes().count, 'lane')}; move with the arrow keys, zoom with + and -, all with 0, next and previous task with j and k`}
        onKeyDown={key}
        on:wheel={{
          handleEvent: (event: WheelEvent) => {
            event.preventDefault()
            if (event.shiftKey) return move(0, event.deltaY || event.deltaX)
            if (event.deltaX !== 0) move(event.deltaX, 0)
            if (event.deltaY !== 0) grow(Math.exp(-event.deltaY / 400), Math.max(0, at(event).x))
          },
          passive: false,
        }}
        onPointerDown={(event) => {
          frame.setPointerCapture(event.pointerId)
          pointers.set(event.pointerId, at(event))
          moved = 0
        }}
        onPointerMove={drag}
        onPointerUp={(event) => {
          pointers.delete(event.pointerId)
          if (moved < 5) props.choose(barAt(event))
        }}
        onPointerCancel={(event) => pointers.delete(event.pointerId)}
        onPointerLeave={() => props.point(-1)}
        onDblClick={(event) => {
          const bar = barAt(event)
          if (bar >= 0) props.open(bar)
        }}
      >
        <canvas ref={canvas} aria-hidden="true" />
      </div>
    </div>
    <div class="timeline-tools">
      <span class="timeline-range">{span(room() * window().scale)} in sight</span>
      <button type="button" aria-label="Larger" onClick={() => grow(1.5)}>+</button>
      <button type="button" aria-label="Smaller" onClick={() => grow(1 / 1.5)}>−</button>
      <button type="button" onClick={fit}>Show all</button>
    </div>
    </>
  )
}
