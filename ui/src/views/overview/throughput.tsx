// How much ended in the last hours, well or badly, and how much there was to do.
import { For, Show, type JSX } from 'solid-js'
import { get } from '../../api/client'
import type { Throughput as Answer } from '../../api/types'
import { anyTask, live } from '../../live/query'
import { clockTime, count } from '../../parts/text'
import { href } from '../../shell/router'
import { scheduler } from '../../shell/scheduler'

const HOURS = 6
const HIGH = 60
/** The picture covers hours: it need not move with every task. */
const APART = 10_000

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)

export function Throughput(): JSX.Element {
  const answer = live(
    () => 'throughput',
    (path, signal) => get<Answer>(path, { hours: HOURS }, signal),
    anyTask,
    'from',
    APART,
  )
  return (
    <Show when={answer.value}>
      {(value) => (
        <section class="throughput" aria-label="Throughput">
          <h2>
            Ended in the last {HOURS} hours
            <span class="quiet">{count(sum(value().done))} done</span>
            <Show when={sum(value().failed) > 0}>
              <a href={href('attempts', '', { ending: 'failed' })}>{count(sum(value().failed))} failed</a>
            </Show>
          </h2>
          <Bars of={value()} />
          <Show when={value().pending.some((one) => one !== null)}><Depth of={value()} /></Show>
        </section>
      )}
    </Show>
  )
}

/** The axis below pictures of `of`. */
function Axis(props: { of: Answer }): JSX.Element {
  const at = (part: number) => clockTime(Date.parse(props.of.from) + part * props.of.done.length * props.of.bucketSeconds * 1_000)
  return (
    <div class="chart-axis quiet num" aria-hidden="true">
      <span>{at(0)}</span>
      <span>{at(0.5)}</span>
      <span>{at(1)}</span>
    </div>
  )
}

function Bars(props: { of: Answer }): JSX.Element {
  const most = () => Math.max(1, ...props.of.done.map((done, n) => done + (props.of.failed[n] ?? 0)))
  const at = (n: number) => Date.parse(props.of.from) + n * props.of.bucketSeconds * 1_000
  const height = (n: number) => (n / most()) * HIGH
  const wide = () => props.of.done.length
  return (
    <div class="chart">
      <span class="chart-most quiet num" aria-hidden="true">{count(most())}</span>
      <svg
        viewBox={`0 0 ${wide() * 10} ${HIGH}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${count(sum(props.of.done))} tasks done and ${count(sum(props.of.failed))} failed since ${clockTime(at(0))}`}
      >
        <For each={props.of.done}>
          {(done, n) => {
            const failed = () => props.of.failed[n()] ?? 0
            return (
              <g>
                <title>{`${clockTime(at(n()))} – ${clockTime(at(n() + 1))}: ${count(done)} done, ${count(failed())} failed`}</title>
                <rect class="chart-hit" x={n() * 10} y="0" width="10" height={HIGH} />
                <rect class="chart-done" x={n() * 10 + 1} y={HIGH - height(done)} width="8" height={height(done)} />
                <rect class="chart-failed" x={n() * 10 + 1} y={HIGH - height(done + failed())} width="8" height={height(failed())} />
              </g>
            )
          }}
        </For>
      </svg>
      <Axis of={props.of} />
    </div>
  )
}

/** How many tasks waited, as an area, and how many of all ran, as a line; nothing where it is not known. */
function Depth(props: { of: Answer }): JSX.Element {
  const most = () => Math.max(1, ...props.of.pending.map((one) => one ?? 0), ...props.of.running.map((one) => one ?? 0))
  // What is drawn last may be of some minutes ago.
  const waiting = () => scheduler.value?.counts.pending ?? 0
  const running = () => (scheduler.value?.counts.running ?? 0) + (scheduler.value?.counts.parked ?? 0)
  const at = (n: number) => clockTime(Date.parse(props.of.from) + n * props.of.bucketSeconds * 1_000)
  const top = (number: number) => HIGH - (number / most()) * HIGH
  const steps = (numbers: (number | null)[]) =>
    numbers.map((one, n) => (one === null ? '' : `${(numbers[n - 1] ?? null) === null ? 'M' : 'L'}${n * 10} ${top(one)}H${n * 10 + 10}`)).join('')
  return (
    <>
      <h2>
        To do in that time
        <span class="quiet">{count(waiting())} wait, {count(running())} run</span>
      </h2>
      <div class="chart">
        <span class="chart-most quiet num" aria-hidden="true">{count(most())}</span>
        <svg
          viewBox={`0 0 ${props.of.pending.length * 10} ${HIGH}`} preserveAspectRatio="none" role="img"
          aria-label={`${count(waiting())} tasks wait and ${count(running())} run; at most ${count(most())} in the last ${HOURS} hours`}
        >
          <For each={props.of.pending}>
            {(pending, n) => (
              <g>
                <title>{`${at(n())} – ${at(n() + 1)}: ${pending === null ? 'not known' : `${count(pending)} waited, ${count(props.of.running[n()] ?? 0)} ran`}`}</title>
                <rect class="chart-hit" x={n() * 10} y="0" width="10" height={HIGH} />
                <Show when={pending !== null}><rect class="chart-pending" x={n() * 10} y={top(pending ?? 0)} width="10" height={HIGH - top(pending ?? 0)} /></Show>
              </g>
            )}
          </For>
          <path class="chart-running" d={steps(props.of.running)} />
        </svg>
        <Axis of={props.of} />
      </div>
    </>
  )
}
