// A graph of tasks as it is shown: each task a node, or a whole family one.
import { STATUSES, type Card, type Counts, type GraphAnswer, type Status } from '../../api/types'
import { called, plural } from '../../parts/text'

export interface Node {
  /** The task's id; of a family its name with a sign before it that no id has. */
  key: string
  label: string
  /** The status, of a family the first by urgency that one of its tasks has. */
  status: Status
  /** The task; undefined for a family. */
  task: Card | undefined
  family: string
  counts: Counts
  size: number
}

export interface Folded {
  nodes: Node[]
  /** Pairs: a node and one that it needs. */
  edges: Int32Array
  /** The node that stands for a task, by its id. */
  ofTask: ReadonlyMap<string, number>
}

const FAMILY = '\u0000'

/** @param open families whose tasks are shown one by one; undefined: all */
export function fold(answer: GraphAnswer, open: ReadonlySet<string> | undefined): Folded {
  const nodes: Node[] = []
  const byKey = new Map<string, number>()
  const ofTask = new Map<string, number>()
  for (const task of answer.tasks) {
    const single = open === undefined || open.has(task.family) || task.family === ''
    const key = single ? task.id : FAMILY + task.family
    let at = byKey.get(key)
    if (at === undefined) {
      at = nodes.length
      byKey.set(key, at)
      nodes.push({
        key, label: single ? called(task) : task.family, status: task.status, task: single ? task : undefined,
        family: task.family, counts: {}, size: 0,
      })
    }
    const node = nodes[at]!
    node.size++
    node.counts[task.status] = (node.counts[task.status] ?? 0) + 1
    if (STATUSES.indexOf(task.status) < STATUSES.indexOf(node.status)) node.status = task.status
    ofTask.set(task.id, at)
  }
  for (const node of nodes) if (!node.task) node.label = `${node.family} (${plural(node.size, 'task')})`
  return { nodes, edges: edgesOf(answer, ofTask, nodes.length), ofTask }
}

/** What is chosen: a task, or a family as a whole. */
export type Choice = { task: string } | { family: string }

/** The node of it, or of what stands for it; -1 if there is none. */
export function nodeOf(graph: Folded, choice: Choice): number {
  if ('task' in choice) return graph.ofTask.get(choice.task) ?? -1
  const own = graph.nodes.flatMap((node, n) => (node.family === choice.family ? [n] : []))
  const urgency = (n: number) => STATUSES.indexOf(graph.nodes[n]!.status)
  return own.reduce((first, n) => (first < 0 || urgency(n) < urgency(first) ? n : first), -1)
}

function edgesOf(answer: GraphAnswer, ofTask: Map<string, number>, nodes: number): Int32Array {
  const seen = new Set<number>()
  const pairs: number[] = []
  for (const edge of answer.edges) {
    const from = ofTask.get(edge.task)
    const to = ofTask.get(edge.needs)
    if (from === undefined || to === undefined || from === to) continue
    const pair = from * nodes + to
    if (seen.has(pair)) continue
    seen.add(pair)
    pairs.push(from, to)
  }
  return Int32Array.from(pairs)
}
