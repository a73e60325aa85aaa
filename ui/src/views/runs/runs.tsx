// Every invocation, the latest first.
import { createMemo, createSignal, For, Show, type JSX } from 'solid-js'
import { get } from '../../api/client'
import { RUN_STATUSES, type Run, type RunStatus } from '../../api/types'
import { anyTask, anyWorker, live } from '../../live/query'
import { CountsBar } from '../../parts/bars'
import { More, ROWS, shownOf } from '../../parts/more'
import { Answer, Empty } from '../../parts/state'
import { Mark } from '../../parts/status'
import { count, span } from '../../parts/text'
import { Ago, Since } from '../../parts/time'
import { times, When } from '../../parts/when'
import { bind } from '../../shell/keys'
import { field, go, href, SERVER, setFields } from '../../shell/router'
import { countsOf, like, RUN_MEANING, RUN_WORDS, RunBadge, runName } from './status'
import { Backfills } from '../start/backfills'

const FILTERS = ['family', 'root', 'user', 'host'] as const

function statuses(): RunStatus[] {
  const named = field('status').split(',')
  return RUN_STATUSES.filter((status) => named.includes(status))
}

export function Runs(): JSX.Element {
  const [at, setAt] = createSignal(-1)
  const query = createMemo(() => JSON.stringify({
    status: statuses().join(','), text: field('text'), ...times(), ...Object.fromEntries(FILTERS.map((name) => [name, field(name)])),
  }))
  const answer = live(
    query,
    (key, signal) => get<{ runs: Run[]; next?: string }>('runs', { ...(JSON.parse(key) as Record<string, string>), limit: shownOf(ROWS) }, signal),
    (notice) => anyWorker(notice) || anyTask(notice),
  )
  const runs = () => answer.value?.runs ?? []
  const narrowed = () => statuses().length > 0 || field('text') !== '' || field('from') !== '' || FILTERS.some((name) => field(name))
  function toggle(status: RunStatus): void {
    const now = statuses()
    setFields({ status: (now.includes(status) ? now.filter((one) => one !== status) : [...now, status]).join(',') })
  }
  bind([
    { key: 'j', does: 'Next run', run: () => setAt((n) => Math.min(runs().length - 1, n + 1)) },
    { key: 'k', does: 'Previous run', run: () => setAt((n) => Math.max(0, n - 1)) },
    { key: 'Enter', does: 'Open the run', run: () => { const run = runs()[at()]; if (run) go(href('run', run.id)) } },
  ])
  return (
    <>
      <h1>Runs</h1>
      <Backfills />
      <div class="filter" role="group" aria-label="Filter">
        <div class="chips">
          <For each={RUN_STATUSES}>
            {(status) => (
              <button type="button" class="chip" title={RUN_MEANING[status]} aria-pressed={statuses().includes(status)} onClick={() => toggle(status)}>
                <Mark status={like(status)} /> {RUN_WORDS[status]}
              </button>
            )}
          </For>
        </div>
        <form onSubmit={(event) => event.preventDefault()}>
          <input
            type="search" aria-label="Runs with" placeholder="Runs with…" value={field('text')} maxLength={1000}
            onChange={(event) => setFields({ text: event.currentTarget.value.trim() })}
          />
        </form>
        <When verb="Going on" />
        <For each={FILTERS.filter((name) => field(name))}>
          {(name) => (
            <button type="button" class="chip" aria-label={`Remove: ${name} ${field(name)}`} onClick={() => setFields({ [name]: '' })}>
              {name} “<bdi>{field(name)}</bdi>” <span aria-hidden="true">✕</span>
            </button>
          )}
        </For>
      </div>
      <Answer of={answer}>
        {() => (
          <Show
            when={runs().length > 0}
            fallback={
              <Empty title={narrowed() ? 'No run matches' : 'Nobody has run anything yet'}>
                <Show when={narrowed()} fallback={<><p>Start a pipeline and point it at this server:</p><pre>stillson run --scheduler {SERVER} TASK</pre></>}>
                  <a href={href('runs')}>Show all runs</a>
                </Show>
              </Empty>
            }
          >
            <table class="runs">
              <thead>
                <tr><th>Run</th><th>Status</th><th>Started</th><th class="num">Took</th><th>Tasks</th><th>By</th></tr>
              </thead>
              <tbody>
                <For each={runs()}>{(run, index) => <Row run={run} current={index() === at()} />}</For>
              </tbody>
            </table>
            <More steps={ROWS} is={answer.value?.next !== undefined} of={answer} />
          </Show>
        )}
      </Answer>
    </>
  )
}

function Row(props: { run: Run; current: boolean }): JSX.Element {
  const run = () => props.run
  return (
    <tr classList={{ current: props.current }} aria-current={props.current ? 'true' : undefined}>
      <td class="clip lead">
        <a href={href('run', run().id)}><bdi>{runName(run())}</bdi></a>
      </td>
      <td><RunBadge status={run().status} /></td>
      <td><Ago at={run().started} /></td>
      <td class="num" data-name="took">
        <Show when={run().ended} fallback={<Since at={run().started} />}>
          {(ended) => span(Date.parse(ended()) - Date.parse(run().started))}
        </Show>
      </td>
      <td class="whole">
        <div class="runs-counts"><CountsBar counts={countsOf(run())} /> <span class="num">{count(run().counts.total)}</span></div>
      </td>
      <td class="clip">
        <bdi>{[run().user, run().host].filter(Boolean).join(' @ ')}</bdi>
        <Show when={run().kind !== 'run'}> <span class="label"><bdi>{run().kind}</bdi></span></Show>
      </td>
    </tr>
  )
}
