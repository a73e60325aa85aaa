// Lays graphs out beside the page, so that it stays fluent meanwhile.
import { place } from './layout'

export interface Order {
  nodes: number
  edges: Int32Array
}

self.onmessage = ({ data }: MessageEvent<Order>) => {
  const { x, y } = place(data.nodes, data.edges)
  self.postMessage({ x, y }, { transfer: [x.buffer, y.buffer] })
}
