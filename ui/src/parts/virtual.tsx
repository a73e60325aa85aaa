// A list of which only the rows in sight exist.
import { createEffect, createMemo, createSignal, For, onCleanup, onMount, type JSX } from 'solid-js'

const BEYOND = 8

export function Virtual(props: {
  count: number
  height: number
  label: string
  look: (from: number, until: number) => void
  /** The row that must be in sight. */
  reveal: number
  row: (index: () => number) => JSX.Element
}): JSX.Element {
  let box!: HTMLDivElement
  const [top, setTop] = createSignal(0)
  const [room, setRoom] = createSignal(600)
  const from = createMemo(() => Math.max(0, Math.floor(top() / props.height) - BEYOND))
  const until = createMemo(() => Math.min(props.count, Math.ceil((top() + room()) / props.height) + BEYOND))
  // Rows keep their place in the document while others scroll in: row n is always in slot n % size.
  const size = createMemo(() => Math.ceil(room() / props.height) + 2 * BEYOND + 1)
  const slots = createMemo(() => Array.from({ length: Math.min(size(), props.count) }, (_, slot) => slot))
  const indexOf = (slot: number): number => {
    const n = size()
    return from() + ((((slot - from()) % n) + n) % n)
  }
  onMount(() => {
    const observer = new ResizeObserver(() => setRoom(box.clientHeight))
    observer.observe(box)
    onCleanup(() => observer.disconnect())
  })
  createEffect(() => props.look(from(), until()))
  createEffect((before: number) => {
    const row = props.reveal
    if (row !== before && row >= 0) {
      const y = row * props.height
      if (y < box.scrollTop) box.scrollTop = y
      else if (y + props.height > box.scrollTop + box.clientHeight) box.scrollTop = y + props.height - box.clientHeight
    }
    return row
  }, -1)
  return (
    <div ref={box} class="virtual" tabindex="0" role="list" aria-label={props.label} onScroll={() => setTop(box.scrollTop)}>
      <div class="virtual-all" style={{ height: `${props.count * props.height}px` }}>
        <For each={slots()}>
          {(slot) => {
            const index = createMemo(() => indexOf(slot))
            return (
              <div
                class="virtual-row"
                role="listitem"
                aria-setsize={props.count}
                aria-posinset={index() + 1}
                classList={{ away: index() >= until() }}
                style={{ transform: `translateY(${index() * props.height}px)`, height: `${props.height}px` }}
              >
                {props.row(index)}
              </div>
            )
          }}
        </For>
      </div>
    </div>
  )
}
