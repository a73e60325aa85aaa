// The dates, each a button. Drag or hold the shift key to choose many; the arrow keys move.
import { createEffect, createMemo, For, on, Show, type JSX } from 'solid-js'
import { STATUSES } from '../../api/types'
import { WORDS } from '../../parts/status'
import { count } from '../../parts/text'
import { blockOf, short, written, type Block } from './dates'
import type { Calendar, Cell } from './family'

export interface Range {
  /** Where choosing began. */
  anchor: number
  head: number
}

const SIGNS = { failed: '✕', running: '▶', batch_running: '▶', parked: '‖', pending: '○', disabled: '⊘', unknown: '?', done: '✓' } as const
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

export function isWithin(range: Range | undefined, at: number): boolean {
  return range !== undefined && at >= Math.min(range.anchor, range.head) && at <= Math.max(range.anchor, range.head)
}

/** What a date is, in words. */
export function wordsOf(cell: Cell | undefined): string {
  if (!cell) return 'missing'
  if (cell.past) return 'done before'
  return STATUSES.filter((status) => cell.counts[status]).map((status) => `${count(cell.counts[status] ?? 0)} ${WORDS[status].toLowerCase()}`).join(', ')
}

export function Grid(props: {
  calendar: Calendar
  blocks: readonly Block[]
  /** The dates between the first and the last that are known: within, one without a task is missing. */
  first: number
  last: number
  range: Range | undefined
  choose: (range: Range) => void
}): JSX.Element {
  let box!: HTMLDivElement
  let dragged: number | undefined
  const unit = () => props.calendar.unit
  const low = () => props.blocks.at(-1)?.from ?? 0
  const high = () => (props.blocks[0]?.until ?? 1) - 1
  /** The one that the tab key leads to. */
  const stop = () => Math.min(high(), Math.max(low(), props.range?.head ?? props.last))
  const button = (at: number) => box.querySelector<HTMLElement>(`[data-at="${at}"]`)
  function atOf(event: PointerEvent): number | undefined {
    const text = (document.elementFromPoint(event.clientX, event.clientY) as HTMLElement | null)?.closest<HTMLElement>('[data-at]')?.dataset['at']
    return text === undefined ? undefined : Number(text)
  }
  function key(event: KeyboardEvent): void {
    const columns = blockOf(unit(), stop()).columns
    const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    const head = Math.min(high(), Math.max(low(), stop() + step))
    props.choose({ anchor: event.shiftKey && props.range ? props.range.anchor : head, head })
    button(head)?.focus()
  }
  createEffect(on(() => props.range?.head, (head) => { if (head !== undefined) button(head)?.scrollIntoView({ block: 'nearest' }) }, { defer: true }))
  return (
    <div
      ref={box}
      class={`calendar calendar-${unit()}`}
      role="group"
      aria-label="Dates; move with the arrow keys, choose many with shift"
      onKeyDown={key}
      onPointerDown={(event) => {
        const at = event.button === 0 ? atOf(event) : undefined
        if (at === undefined) return
        // By touch, dragging moves the page.
        dragged = event.pointerType === 'touch' ? undefined : at
        props.choose({ anchor: event.shiftKey && props.range ? props.range.anchor : at, head: at })
      }}
      onPointerMove={(event) => {
        const at = dragged === undefined || event.buttons === 0 ? undefined : atOf(event)
        if (at !== undefined && at !== props.range?.head) props.choose({ anchor: props.range?.anchor ?? at, head: at })
      }}
      onPointerUp={() => (dragged = undefined)}
      onPointerCancel={() => (dragged = undefined)}
      onClick={(event) => {
        // Of a key or of a program that speaks; the pointer has chosen already.
        const at = (event.target as HTMLElement).closest<HTMLElement>('[data-at]')?.dataset['at']
        if (event.detail === 0 && at !== undefined) props.choose({ anchor: Number(at), head: Number(at) })
      }}
    >
      <For each={props.blocks}>
        {(block) => (
          <section aria-label={block.title}>
            <h3>{block.title}</h3>
            <div class={`dates dates-${block.columns}`}>
              <Show when={block.columns === 7}>
                <For each={DAYS}>{(day) => <span class="weekday quiet" aria-hidden="true">{day.slice(0, 2)}</span>}</For>
              </Show>
              <For each={Array.from({ length: block.blank })}>{() => <span />}</For>
              <For each={Array.from({ length: block.until - block.from }, (_, n) => block.from + n)}>
                {(at) => (
                  <Date
                    at={at} name={written(unit(), at)} text={short(unit(), at, block)} cell={props.calendar.cells.get(at)}
                    outside={at < props.first || at > props.last} chosen={isWithin(props.range, at)} stop={stop() === at}
                  />
                )}
              </For>
            </div>
          </section>
        )}
      </For>
    </div>
  )
}

function Date(props: { at: number; name: string; text: string; cell: Cell | undefined; outside: boolean; chosen: boolean; stop: boolean }): JSX.Element {
  const kind = createMemo(() => (props.cell ? (props.cell.past ? 'past' : props.cell.status) : props.outside ? 'outside' : 'missing'))
  const words = () => (props.cell || !props.outside ? `${props.name}: ${wordsOf(props.cell)}` : props.name)
  return (
    <button
      type="button" class={`date date-${kind()}`} data-at={props.at} tabindex={props.stop ? 0 : -1}
      aria-pressed={props.chosen} aria-label={words()} title={words()}
    >
      <span>{props.text}</span>
      <span class="date-sign">{props.cell ? SIGNS[props.cell.status] : props.outside ? '' : '–'}</span>
    </button>
  )
}
