// Where the time of a run went, and what was otherwise the time before.
import { createMemo, createResource, For, Show, type JSX } from 'solid-js'
import type { Run } from '../../api/types'
import { TaskLink } from '../../parts/link'
import { count, span } from '../../parts/text'
import { At } from '../../parts/time'
import { href } from '../../shell/router'
import { before, readCourse, shares, type Course, type Share } from './read'

/** Less than this is no difference. */
const NOTABLE = 0.1

export function Spent(props: { run: Run; course: Course }): JSX.Element {
  const now = createMemo(() => shares(props.course.bars))
  const [last] = createResource(() => props.run.id, async () => {
    const run = await before(props.run)
    return run && { run, course: await readCourse(run) }
  })
  const known = () => (last.error === undefined ? last.latest : undefined)
  const then = createMemo(() => new Map(known() ? shares(known()!.course.bars).map((share) => [share.family, share]) : []))
  const busy = () => now().reduce((sum, share) => sum + share.busy, 0)
  const length = (course: Course) => course.until - course.from
  const gone = () => [...then().values()].filter((share) => !now().some((one) => one.family === share.family))
  return (
    <section aria-label="Where the time went">
      <h2>
        Where the time went
        <span class="quiet">{span(busy())} of work in {span(length(props.course))}</span>
      </h2>
      <Show when={known()}>
        {(earlier) => (
          <p class="compared">
            Compared with <a href={href('run', earlier().run.id)}>the run before</a> of <At at={earlier().run.started} />, which took{' '}
            {span(length(earlier().course))}: <Change now={length(props.course)} then={length(earlier().course)} />
          </p>
        )}
      </Show>
      <table>
        <thead>
          <tr>
            <th>Family</th><th class="num">Tasks</th><th class="num">Time</th><th>Share</th><th class="num">Each</th>
            <Show when={known()}><th class="num">Before</th></Show><th>Longest</th>
          </tr>
        </thead>
        <tbody>
          <For each={now()}>
            {(share) => (
              <tr>
                <td class="clip lead"><a href={href('tasks', '', { family: share.family })}><bdi>{share.family || 'No family'}</bdi></a></td>
                <td class="num" data-name="tasks">{count(share.tasks)}<Show when={share.failed > 0}><span class="trouble-text"> {count(share.failed)} failed</span></Show></td>
                <td class="num" data-name="time">{span(share.busy)}</td>
                <td><span class="share" aria-hidden="true"><span style={{ width: `${(100 * share.busy) / Math.max(1, busy())}%` }} /></span></td>
                <td class="num" data-name="each">{span(each(share))}</td>
                <Show when={known()}>
                  <td class="num" data-name="before">
                    <Show when={then().get(share.family)} fallback={<span class="quiet">new</span>}>
                      {(old) => <>{span(each(old()))} <Change now={each(share)} then={each(old())} /></>}
                    </Show>
                  </td>
                </Show>
                <td class="clip whole" data-name="longest"><TaskLink task={{ id: share.longest.task }} /> <span class="quiet">{span(share.longest.end - share.longest.start)}</span></td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <Show when={gone().length > 0}>
        <p class="quiet">Ran before and not now: <bdi>{gone().map((share) => share.family || 'no family').join(', ')}</bdi></p>
      </Show>
    </section>
  )
}

const each = (share: Share) => share.busy / share.attempts

/** How much longer or shorter, in words and a sign. */
function Change(props: { now: number; then: number }): JSX.Element {
  const ratio = () => props.now / Math.max(1, props.then)
  const words = () => {
    if (ratio() > 1 + NOTABLE) return ratio() >= 2 ? `▲ ${ratio().toFixed(1)} times as long` : `▲ ${Math.round((ratio() - 1) * 100)} % longer`
    if (ratio() < 1 - NOTABLE) return `▼ ${Math.round((1 - ratio()) * 100)} % shorter`
    return 'about the same'
  }
  return <span class={ratio() > 1 + NOTABLE ? 'slower' : 'quiet'}>{words()}</span>
}
