// What decides when all of a graph is done: the longest chain of tasks that are not.
import type { GraphAnswer } from '../../api/types'
import type { Folded } from './fold'

/**
 * The ids of the longest chain of tasks that are not done, what has to run first first; empty if all are done.
 * A graph of tasks has no cycles; tasks on one, as of a foreign server, are left out.
 */
export function openChain(answer: GraphAnswer): string[] {
  const at = new Map<string, number>()
  for (const task of answer.tasks) if (task.status !== 'done') at.set(task.id, at.size)
  const neededBy: number[][] = Array.from({ length: at.size }, () => [])
  const open = new Int32Array(at.size)
  for (const edge of answer.edges) {
    const [task, need] = [at.get(edge.task), at.get(edge.needs)]
    if (task === undefined || need === undefined) continue
    neededBy[need]!.push(task)
    open[task]!++
  }
  const before = new Int32Array(at.size).fill(-1)
  const length = new Int32Array(at.size)
  const queue = [...open.keys()].filter((node) => open[node] === 0)
  let last = -1
  for (let head = 0; head < queue.length; head++) {
    const node = queue[head]!
    const own = ++length[node]!
    if (last < 0 || own > length[last]!) last = node
    for (const task of neededBy[node]!) {
      if (own > length[task]!) {
        length[task] = own
        before[task] = node
      }
      if (--open[task]! === 0) queue.push(task)
    }
  }
  const ids = [...at.keys()]
  const chain: string[] = []
  for (let node = last; node >= 0; node = before[node]!) chain.unshift(ids[node]!)
  return chain
}

/** The nodes that stand for `tasks`, in their order; one that stands for several in a row is there once. */
export function nodesOf(graph: Folded, tasks: readonly string[]): number[] {
  const nodes = tasks.flatMap((id) => graph.ofTask.get(id) ?? [])
  return nodes.filter((node, n) => n === 0 || node !== nodes[n - 1])
}
