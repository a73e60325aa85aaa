// How much ended in the last hours, well or badly.
import { For, Show, type JSX } from 'solid-js'
import { get } from '../../api/client'
import type { Throughput as Answer } from '../../api/types'
import { anyTask, live } from '../../live/query'
import { clockTime, count } from '../../parts/text'
import { href } from '../../shell/router'

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
        </section>
      )}
    </Show>
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
      <div class="chart-axis quiet num" aria-hidden="true">
        <span>{clockTime(at(0))}</span>
        <span>{clockTime(at(wide() / 2))}</span>
        <span>{clockTime(at(wide()))}</span>
      </div>
    </div>
  )
}
