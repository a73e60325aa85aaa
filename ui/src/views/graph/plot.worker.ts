// Draws graphs beside the page, so that it stays fluent meanwhile.
import { plot, type Paint, type Shape, type View } from './plot'

/** What is drawn from now on, in which colours, or from where; only the last is answered. */
export type Wish = { shape: Shape } | { paint: Paint } | { view: View }

let shape: Shape = { x: new Float32Array(0), y: new Float32Array(0), edges: new Int32Array(0) }
let paint: Paint = { nodes: new Uint8Array(0), line: [0, 0, 0] }

self.onmessage = async ({ data }: MessageEvent<Wish>) => {
  if ('shape' in data) shape = data.shape
  else if ('paint' in data) paint = data.paint
  else {
    const picture = await createImageBitmap(plot(shape, paint, data.view))
    self.postMessage(picture, { transfer: [picture] })
  }
}
