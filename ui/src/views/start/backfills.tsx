// Backfills: how far they are, and what to do about them.
import { For, Show, type JSX } from 'solid-js'
import { get, part, post } from '../../api/client'
import type { Backfill } from '../../api/types'
import { live } from '../../live/query'
import { More, shownOf } from '../../parts/more'
import { Ago } from '../../parts/time'
import { count, plural } from '../../parts/text'
import { attempt } from '../../parts/toast'
import { href } from '../../shell/router'
import { mayOperate } from '../../shell/session'

const NAMED = 5
/** So many that have ended are shown at first; the server tells of at most so many. */
const ENDED = { name: 'backfills', first: 3, more: 50, most: 1_000 }
const CONDITIONS: Record<Backfill['condition'], string> = { running: '', paused: 'Paused', stopped: 'Stopped', over: 'Over' }

/** Those that go on and the last that ended, of a family or of all; nothing where there are none. */
export function Backfills(props: { family?: string }): JSX.Element {
  const answer = live(
    // Those of a family are found among all.
    () => props.family ?? '',
    (family, signal) => get<{ backfills: Backfill[]; next?: string }>('backfills', { limit: family ? ENDED.most : shownOf(ENDED) }, signal),
    // What they do, tasks and the workers that stand for runs show.
    (notice) => notice.tasks.length > 0 || notice.workers.length > 0,
  )
  const all = () => (answer.value?.backfills ?? []).filter((one) => !props.family || one.family === props.family)
  const shown = () => {
    const ended = all().filter((one) => one.endedAt).slice(0, shownOf(ENDED))
    return all().filter((one) => !one.endedAt || ended.includes(one))
  }
  const hasMore = () => shown().length < all().length || (!props.family && answer.value?.next !== undefined)
  const turn = (one: Backfill, verb: string) =>
    attempt(async () => {
      await post(`backfills/${part(one.id)}/${verb}`)
      answer.refresh()
    })
  return (
    <Show when={shown().length > 0}>
      <section aria-label="Backfills">
        <h2>Backfills</h2>
        <For each={shown()}>{(one) => <One of={one} turn={(verb) => void turn(one, verb)} />}</For>
        <More steps={ENDED} is={hasMore()} text="Show more that ended" of={answer} />
      </section>
    </Show>
  )
}

function One(props: { of: Backfill; turn: (verb: string) => void }): JSX.Element {
  const left = () => props.of.values - props.of.started - props.of.refused
  const isOpen = () => props.of.condition === 'running' || props.of.condition === 'paused'
  return (
    <article class="backfill" aria-label={`${props.of.family}, ${props.of.first} to ${props.of.last}`}>
      <div>
        <p>
          <a href={href('calendar', props.of.family)}><bdi>{props.of.family}</bdi></a>{' '}
          <bdi>{props.of.values === 1 ? props.of.first : `${props.of.first} to ${props.of.last}`}</bdi>{' '}
          <b>{CONDITIONS[props.of.condition]}</b>
        </p>
        <progress class="progress" max={props.of.values} value={props.of.ended + props.of.refused} aria-label="Of the backfill" />
        <p class="quiet">
          {count(props.of.ended)} of {count(props.of.values)} ended
          <Show when={props.of.failed > 0}>, <a href={href('tasks', '', { family: props.of.family, status: 'failed,disabled' })}>{count(props.of.failed)} failed</a></Show>
          <Show when={props.of.refused > 0}>, {count(props.of.refused)} refused</Show>
          <Show when={isOpen()}>, {count(props.of.started - props.of.ended)} under way (at most {count(props.of.limit)}), {count(left())} to start</Show>
          , {plural(props.of.toRun, 'task')} announced. Begun by <bdi>{props.of.user}</bdi> <Ago at={props.of.begun} /><Show when={props.of.endedAt}>{(at) => <>, ended <Ago at={at()} /></>}</Show>.
        </p>
        <Show when={props.of.waitsFor}>{(why) => <p class="trouble"><bdi>{why()}</bdi></p>}</Show>
        <Show when={props.of.refused > 0}>
          <ul class="quiet">
            <For each={props.of.refusals.slice(0, NAMED)}>{(refusal) => <li><bdi>{refusal.value}: {refusal.text}</bdi></li>}</For>
            <Show when={props.of.refused > NAMED}><li>and {count(props.of.refused - NAMED)} more</li></Show>
          </ul>
        </Show>
      </div>
      <Show when={isOpen() && mayOperate()}>
        <div class="buttons">
          <button type="button" onClick={() => props.turn(props.of.condition === 'paused' ? 'resume' : 'pause')}>
            {props.of.condition === 'paused' ? 'Go on' : 'Pause'}
          </button>
          <button type="button" title="Nothing more is started; what is under way goes on" onClick={() => props.turn('stop')}>Stop</button>
        </div>
      </Show>
    </article>
  )
}
