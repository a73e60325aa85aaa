// Places for the nodes of a graph, in layers: what is needed stands left of what needs it.

export interface Layout {
  x: Float32Array
  y: Float32Array
}

export const WIDE = 270
export const HIGH = 36
const SWEEPS = 6

/** The neighbours of every node: those of node n are at[start[n]] up to at[start[n + 1]]. */
interface Adjacency {
  start: Int32Array
  at: Int32Array
}

/** @param edges pairs: a node and one that it needs */
export function place(nodes: number, edges: Int32Array): Layout {
  const needs = adjacency(nodes, edges, 0)
  const neededBy = adjacency(nodes, edges, 1)
  const layer = layers(nodes, needs, neededBy)
  const columns: number[][] = []
  layer.forEach((column, node) => (columns[column] ??= []).push(node))
  const y = new Float32Array(nodes)
  for (const column of columns) column.forEach((node, i) => (y[node] = (i - column.length / 2) * HIGH))
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const right = sweep % 2 === 0
    for (let i = 0; i < columns.length; i++) {
      arrange(columns[right ? i : columns.length - 1 - i]!, right ? needs : neededBy, y)
    }
  }
  return { x: Float32Array.from(layer, (column) => column * WIDE), y }
}

function adjacency(nodes: number, edges: Int32Array, from: 0 | 1): Adjacency {
  const start = new Int32Array(nodes + 1)
  for (let e = from; e < edges.length; e += 2) start[edges[e]! + 1]!++
  for (let n = 0; n < nodes; n++) start[n + 1]! += start[n]!
  const next = start.slice()
  const at = new Int32Array(edges.length / 2)
  for (let e = 0; e < edges.length; e += 2) at[next[edges[e + from]!]!++] = edges[e + 1 - from]!
  return { start, at }
}

/** The longest way from something that needs nothing; those that need nothing move up to what needs them. */
function layers(nodes: number, needs: Adjacency, neededBy: Adjacency): Int32Array {
  const layer = new Int32Array(nodes)
  const open = new Int32Array(nodes)
  const done = new Uint8Array(nodes)
  for (let n = 0; n < nodes; n++) open[n] = needs.start[n + 1]! - needs.start[n]!
  const queue: number[] = []
  for (let n = 0; n < nodes; n++) if (open[n] === 0) queue.push(n)
  let head = 0
  let search = 0
  for (let placed = 0; placed < nodes; placed++) {
    if (head === queue.length) {
      // A cycle, as families may have: any of it is taken first.
      while (done[search]) search++
      queue.push(search)
    }
    const node = queue[head++]!
    if (done[node]) {
      placed--
      continue
    }
    done[node] = 1
    for (let i = neededBy.start[node]!; i < neededBy.start[node + 1]!; i++) {
      const other = neededBy.at[i]!
      if (done[other]) continue
      layer[other] = Math.max(layer[other]!, layer[node]! + 1)
      if (--open[other]! === 0) queue.push(other)
    }
  }
  for (let n = 0; n < nodes; n++) {
    const isSource = needs.start[n] === needs.start[n + 1]
    if (!isSource || neededBy.start[n] === neededBy.start[n + 1]) continue
    let nearest = Infinity
    for (let i = neededBy.start[n]!; i < neededBy.start[n + 1]!; i++) nearest = Math.min(nearest, layer[neededBy.at[i]!]!)
    layer[n] = Math.max(0, nearest - 1)
  }
  return layer
}

/** Brings the nodes of a column near their neighbours, in the order of these, without overlap. */
function arrange(column: number[], towards: Adjacency, y: Float32Array): void {
  const wish = new Map<number, number>()
  for (const node of column) {
    const from = towards.start[node]!
    const until = towards.start[node + 1]!
    let sum = 0
    for (let i = from; i < until; i++) sum += y[towards.at[i]!]!
    wish.set(node, until > from ? sum / (until - from) : y[node]!)
  }
  column.sort((a, b) => wish.get(a)! - wish.get(b)!)
  let low = -Infinity
  const down = column.map((node) => (low = Math.max(wish.get(node)!, low + HIGH)))
  let high = Infinity
  for (let i = column.length - 1; i >= 0; i--) {
    high = Math.min(wish.get(column[i]!)!, high - HIGH)
    y[column[i]!] = (down[i]! + high) / 2
  }
}
