// What is behind the labels. A movement shows the last picture elsewhere or larger, which takes no time, until there is
// one of what is then in sight; pictures reach beyond it, so that mostly none is needed.
import type { Camera } from './camera'
import type { Paint, Shape, View } from './plot'
import PlotWorker from './plot.worker?worker'
import type { Wish } from './plot.worker'

/** How far a picture reaches beyond each side, as a part of what is in sight. */
const BEYOND = 0.25

export class Backdrop {
  private readonly worker = new PlotWorker()
  private picture: ImageBitmap | undefined
  private view: View | undefined
  private asked: View | undefined
  /** What was asked for shows what is no more. */
  private stale = true
  private again = false

  /** @param drawn is called when there is something new to draw */
  constructor(private readonly canvas: HTMLCanvasElement, private readonly drawn: () => void) {
    this.worker.onmessage = ({ data }: MessageEvent<ImageBitmap>) => this.take(data)
  }

  /** Another graph: nothing is shown until it is drawn. */
  setShape(shape: Shape): void {
    this.tell({ shape })
    this.picture?.close()
    this.picture = this.view = undefined
    this.stale = this.again = true
  }

  setPaint(paint: Paint): void {
    this.tell({ paint })
    this.again = true
  }

  draw(camera: Camera, width: number, height: number, scale: number): void {
    const pen = this.canvas.getContext('2d')
    if (!pen) return
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height)
    const { view, picture } = this
    if (view && picture) {
      const factor = (camera.zoom / view.camera.zoom) * (scale / view.scale)
      const left = ((view.camera.x - camera.x) * camera.zoom + width / 2) * scale - (picture.width * factor) / 2
      const top = ((view.camera.y - camera.y) * camera.zoom + height / 2) * scale - (picture.height * factor) / 2
      // A picture between pixels would be blurred.
      if (factor === 1) pen.drawImage(picture, Math.round(left), Math.round(top))
      else pen.drawImage(picture, left, top, picture.width * factor, picture.height * factor)
    }
    if (!this.asked && (this.again || !view || !isEnough(view, camera, width, height, scale))) {
      this.again = this.stale = false
      this.asked = { camera, width: width * (1 + 2 * BEYOND), height: height * (1 + 2 * BEYOND), scale }
      this.tell({ view: this.asked })
    }
  }

  close(): void {
    this.worker.terminate()
    this.picture?.close()
  }

  private take(picture: ImageBitmap): void {
    if (this.stale) picture.close()
    else {
      this.picture?.close()
      this.picture = picture
      this.view = this.asked
    }
    this.asked = undefined
    this.drawn()
  }

  private tell(wish: Wish): void {
    this.worker.postMessage(wish)
  }
}

/** Whether a picture shows sharply what is in sight, and half of what it reaches beyond is left. */
function isEnough(view: View, camera: Camera, width: number, height: number, scale: number): boolean {
  return (
    view.scale === scale && view.camera.zoom === camera.zoom &&
    Math.abs(view.camera.x - camera.x) * camera.zoom <= (view.width - width) / 2 - (width * BEYOND) / 2 &&
    Math.abs(view.camera.y - camera.y) * camera.zoom <= (view.height - height) / 2 - (height * BEYOND) / 2
  )
}
