import { createMemo, createSignal, For, Show, type JSX } from 'solid-js'
import { deedsFor, DEEDS, type Deed } from '../../api/actions'
import type { Filter } from '../../api/types'
import { ConfirmMany } from '../../parts/deeds'
import { Empty, Trouble } from '../../parts/state'
import { count, plural } from '../../parts/text'
import { Virtual } from '../../parts/virtual'
import { bind } from '../../shell/keys'
import { field, go, href } from '../../shell/router'
import { mayOperate } from '../../shell/session'
import { described, filter, FilterBar, restrictions, statuses } from './filter'
import { rows, type Query } from './pages'
import { Row } from './row'

const narrow = matchMedia('(max-width: 700px)')

export function Tasks(): JSX.Element {
  const query = createMemo<Query>(
    () => ({
      ...restrictions(),
      status: statuses().join(',') || undefined,
      sort: field('sort') || undefined,
    }),
    {},
    { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  )
  const list = rows(query)
  const [at, setAt] = createSignal(-1)
  const [picked, setPicked] = createSignal<ReadonlySet<string>>(new Set())
  const move = (step: number) => setAt((now) => Math.max(0, Math.min(list.count - 1, now + step)))
  function pick(id: string): void {
    const next = new Set(picked())
    if (!next.delete(id)) next.add(id)
    setPicked(next)
  }
  bind([
    { key: 'j', does: 'Next task', run: () => move(1) },
    { key: 'k', does: 'Previous task', run: () => move(-1) },
    { key: 'Enter', does: 'Open the task', run: () => { const row = list.at(at()); if (row) go(href('task', row.id)) } },
    { key: 'x', does: 'Choose the task', run: () => { const row = list.at(at()); if (row && mayOperate()) pick(row.id) } },
  ])
  return (
    <div class="tasks">
      <h1>{described()}</h1>
      <FilterBar />
      <Bulk picked={picked()} clear={() => setPicked(new Set<string>())} done={() => list.refresh()} />
      <Show when={list.problem}>{(problem) => <Trouble problem={problem()} retry={list.refresh} />}</Show>
      <Show
        when={list.count > 0 || !list.known}
        fallback={
          <Empty title="No task matches">
            <a href={href('tasks')}>Show all tasks</a>
          </Empty>
        }
      >
        <Virtual
          count={list.count}
          height={narrow.matches ? 58 : 34}
          label={described()}
          look={(from, until) => list.look(from, until)}
          reveal={at()}
          row={(index) => (
            <Row
              task={list.at(index())}
              current={index() === at()}
              picked={picked().has(list.at(index())?.id ?? '')}
              {...(mayOperate() ? { pick } : {})}
            />
          )}
        />
      </Show>
      <p class="quiet foot" role="status">
        {list.complete ? plural(list.count, 'task') : list.known ? `${count(list.count)} read, more as you scroll` : 'Loading…'}
      </p>
    </div>
  )
}

/** What can be done to the chosen tasks, or to all that the filter lets through. */
function Bulk(props: { picked: ReadonlySet<string>; clear: () => void; done: () => void }): JSX.Element {
  const [asked, setAsked] = createSignal<Deed>()
  const chosen = () => props.picked.size > 0
  const target = (): Filter => (chosen() ? { ids: [...props.picked] } : filter())
  const deeds = () => {
    if (chosen()) return DEEDS
    const now = statuses()
    return now.length === 1 ? deedsFor(now[0]!) : []
  }
  return (
    <Show when={mayOperate() && deeds().length > 0}>
      <div class="bulk" role="group" aria-label="Do to many">
        <span>{chosen() ? `${plural(props.picked.size, 'task')} chosen` : 'All that match'}:</span>
        <For each={deeds()}>
          {(deed) => (
            <button type="button" onClick={() => setAsked(deed)}>
              {deed.verb}
            </button>
          )}
        </For>
        <Show when={chosen()}>
          <button type="button" class="plain" onClick={() => props.clear()}>
            Choose none
          </button>
        </Show>
        <Show when={asked()} keyed>
          {(deed) => (
            <ConfirmMany
              deed={deed}
              filter={target()}
              what={chosen() ? `${plural(props.picked.size, 'chosen task')}` : described()}
              close={() => setAsked(undefined)}
              done={() => {
                props.clear()
                props.done()
              }}
            />
          )}
        </Show>
      </div>
    </Show>
  )
}
