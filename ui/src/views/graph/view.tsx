import { createEffect, createMemo, createSignal, on, onCleanup, Show, type JSX } from 'solid-js'
import { get, part } from '../../api/client'
import type { GraphAnswer, RunDetails } from '../../api/types'
import { live, type Live } from '../../live/query'
import { CountsBar } from '../../parts/bars'
import { TaskLink } from '../../parts/link'
import { Trouble } from '../../parts/state'
import { Badge } from '../../parts/status'
import { called, cause, count, plural } from '../../parts/text'
import { decode, field, go, href, setFields } from '../../shell/router'
import { GraphCanvas, type Drawing } from './canvas'
import { palette } from '../../parts/colours'
import { chosenIn } from './choice'
import { fold, nodeOf, type Folded } from './fold'
import type { Layout } from './layout'
import LayoutWorker from './layout.worker?worker'
import { nodesOf, openChain } from './path'
import { save, toSvg } from './svg'

/** So many tasks are read at once, and so many when asked: those are tens of megabytes. */
const MOST = { usually: 20_000, asked: 100_000 }
/** Of more tasks, families are shown first. */
const MANY = 300

/** A class, so that it is taken as it is rather than watched part by part. */
class Read {
  constructor(readonly graph: GraphAnswer) {}
}

export function GraphView(props: { id: string }): JSX.Element {
  const most = () => (field('most') === 'all' ? MOST.asked : MOST.usually)
  const direction = () => field('direction') || 'both'
  const answer = live(
    createMemo(() => JSON.stringify([props.id, direction(), most()])),
    async (key, signal) => {
      const [id, way, limit] = JSON.parse(key) as [string, string, number]
      return { read: new Read(await get<GraphAnswer>(`tasks/${part(id)}/graph`, { direction: way, limit }, signal)) }
    },
    (notice) => notice.tasks.length > 0,
  )
  const unfolded = createMemo(() => field('open'))
  const open = createMemo<ReadonlySet<string>>(() => new Set(unfolded() && unfolded().split(',').map(decode)))
  const unfold = (families: Iterable<string>) => setFields({ open: [...families].map(encodeURIComponent).join(',') })
  const tasks = () => answer.value?.read.graph.tasks.length ?? 0
  const by = () => field('by') || (tasks() > MANY ? 'family' : 'task')
  const folded = createMemo(() => {
    const value = answer.value?.read.graph
    return value && fold(value, by() === 'family' ? open() : undefined)
  })
  const drawing = laidOut(folded)
  const run: Live<RunDetails> = live(
    () => field('run') || undefined,
    (id, signal) => get<RunDetails>(`runs/${part(id)}`, {}, signal),
    (notice) => run.value?.status === 'running' && notice.tasks.length > 0,
    'task',
  )
  /** What the run says; of a task, the longest chain that is open. */
  const critical = createMemo<readonly string[]>(() => {
    if (field('run')) return run.value?.criticalPath?.map((step) => step.task) ?? []
    const value = answer.value?.read.graph
    return value ? openChain(value) : []
  })
  const isMarked = () => field('path') !== 'off'
  const path = createMemo(() => {
    const now = drawing()
    return now && isMarked() ? nodesOf(now.graph, critical()) : []
  })
  const [choice, choose] = chosenIn(() => props.id)
  const chosen = createMemo(() => {
    const graph = drawing()?.graph
    return graph ? nodeOf(graph, choice()) : -1
  })
  const [text, setText] = createSignal('')
  const [turn, setTurn] = createSignal(0)
  const found = createMemo<readonly number[]>(() => {
    const wanted = text().toLowerCase()
    const nodes = drawing()?.graph.nodes ?? []
    return wanted === '' ? [] : nodes.flatMap((node, n) => (node.label.toLowerCase().includes(wanted) || node.key.toLowerCase().includes(wanted) ? [n] : []))
  })
  const reveal = () => (found().length > 0 ? found()[turn() % found().length]! : -1)
  /** What was found is chosen; once it is, the next that was found. */
  function chooseFound(): void {
    if (chosen() === reveal()) setTurn((n) => n + 1)
    choose(drawing()?.graph.nodes[reveal()])
  }
  function expand(node: number): void {
    const one = drawing()?.graph.nodes[node]
    if (one?.task) go(href('task', one.task.id))
    else if (one) unfold([...open(), one.family])
  }
  return (
    <div class="graph">
      <div class="graph-head">
        <h1>
          Graph of <TaskLink task={{ id: props.id }} />
        </h1>
        <div class="filter" role="group" aria-label="What is shown">
          <select aria-label="Direction" value={direction()} onChange={(event) => setFields({ direction: event.currentTarget.value })}>
            <option value="both">Both directions</option>
            <option value="dependencies">What it needs</option>
            <option value="dependants">What needs it</option>
          </select>
          <select aria-label="Nodes" value={by()} onChange={(event) => setFields({ by: event.currentTarget.value, open: '' })}>
            <option value="task" selected={by() === 'task'}>Each task</option>
            <option value="family" selected={by() === 'family'}>By family</option>
          </select>
          <form class="inline" onSubmit={(event) => { event.preventDefault(); chooseFound() }}>
            <input type="search" aria-label="Find in the graph" placeholder="Find" onInput={(event) => { setText(event.currentTarget.value); setTurn(0) }} />
            <span class="quiet" role="status">{text() ? `${count(found().length)} found` : ''}</span>
          </form>
          <button type="button" onClick={() => { const now = drawing(); if (now) save('graph.svg', 'image/svg+xml', toSvg(now.graph, now.layout, palette())) }}>
            Save as SVG
          </button>
          <Show when={critical().length > 1}>
            <button
              type="button" class="chip path-key" aria-pressed={isMarked()}
              title={field('run') ? 'What the length of the run hangs on' : 'The longest chain of tasks that are not done'}
              onClick={() => setFields({ path: isMarked() ? 'off' : '' })}
            >
              Critical path <span class="quiet">{plural(critical().length, 'task')}</span>
            </button>
          </Show>
          <Show when={by() === 'family' && open().size > 0}>
            <button type="button" onClick={() => unfold([])}>Fold all</button>
          </Show>
          <span class="quiet">
            {plural(tasks(), 'task')}
            {answer.value?.read.graph.cut ? `, the nearest of more` : ''}
          </span>
          <Show when={answer.value?.read.graph.cut && most() < MOST.asked}>
            <button type="button" onClick={() => setFields({ most: 'all' })}>Read up to {count(MOST.asked)}</button>
          </Show>
        </div>
      </div>
      <Show when={answer.problem}>{(problem) => <Trouble problem={problem()} retry={answer.refresh} />}</Show>
      <Show when={drawing()} fallback={<Show when={!answer.problem}><div class="loading" role="status" aria-label="Loading" /></Show>}>
        {(now) => (
          <div class="graph-body">
            <GraphCanvas
              drawing={now()}
              chosen={chosen()}
              found={found()}
              path={path()}
              reveal={reveal()}
              choose={(node) => choose(now().graph.nodes[node])}
              open={expand}
            />
            <Show when={now().graph.nodes[chosen()]}>
              {(node) => (
                <aside class="graph-card" aria-label="Chosen">
                  <Show
                    when={node().task}
                    fallback={
                      <>
                        <p><b><bdi>{node().family}</bdi></b></p>
                        <CountsBar counts={node().counts} />
                        <div class="buttons">
                          <button type="button" class="primary" onClick={() => expand(chosen())}>Unfold {plural(node().size, 'task')}</button>
                          <a class="button" href={href('tasks', '', { family: node().family })}>List</a>
                        </div>
                      </>
                    }
                  >
                    {(task) => (
                      <>
                        <Badge status={task().status} />
                        <p><b><bdi>{called(task())}</bdi></b></p>
                        <Show when={task().note}>{(note) => <p class="mono"><bdi>{cause(note())}</bdi></p>}</Show>
                        <div class="buttons">
                          <a class="button primary" href={href('task', task().id)}>Open</a>
                          <a class="button" href={href('graph', task().id)}>Its graph</a>
                        </div>
                      </>
                    )}
                  </Show>
                </aside>
              )}
            </Show>
          </div>
        )}
      </Show>
    </div>
  )
}

/** The graph with places; a graph of the same shape keeps them. */
function laidOut(folded: () => Folded | undefined): () => Drawing | undefined {
  const [drawing, setDrawing] = createSignal<Drawing>()
  let worker: Worker | undefined
  /** What it works on, as it is by now. */
  let pending: Folded | undefined
  onCleanup(() => worker?.terminate())
  createEffect(
    on(folded, (graph) => {
      if (graph && pending && hasShapeOf(graph, pending)) {
        pending = graph
        return
      }
      worker?.terminate()
      pending = undefined
      const last = drawing()
      if (!graph) return setDrawing(undefined)
      if (last && hasShapeOf(graph, last.graph)) return setDrawing({ graph, layout: last.layout })
      pending = graph
      worker = new LayoutWorker()
      worker.onmessage = ({ data }: MessageEvent<Layout>) => {
        setDrawing({ graph: pending ?? graph, layout: data })
        pending = undefined
      }
      worker.postMessage({ nodes: graph.nodes.length, edges: graph.edges })
    }),
  )
  return drawing
}

function hasShapeOf(one: Folded, other: Folded): boolean {
  return (
    one.nodes.length === other.nodes.length && one.edges.length === other.edges.length &&
    one.nodes.every((node, n) => node.key === other.nodes[n]!.key) && one.edges.every((end, e) => end === other.edges[e])
  )
}
