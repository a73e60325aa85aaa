// Which part of a graph is seen, and how large.

export interface Camera {
  /** What is in the middle of the picture. */
  x: number
  y: number
  /** Pixels per unit. */
  zoom: number
}

export const BOX = { width: 210, height: 26 }
const LARGEST = 2
const SMALLEST = 0.002

export function clampZoom(zoom: number): number {
  return Math.min(LARGEST, Math.max(SMALLEST, zoom))
}

/** Where the outermost nodes have their middles. */
export function bounds(x: Float32Array, y: Float32Array): { left: number; right: number; top: number; bottom: number } {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
  for (let i = 0; i < x.length; i++) {
    left = Math.min(left, x[i]!)
    right = Math.max(right, x[i]!)
    top = Math.min(top, y[i]!)
    bottom = Math.max(bottom, y[i]!)
  }
  return { left, right, top, bottom }
}

/** Everything, but no larger than it is readable. */
export function whole(x: Float32Array, y: Float32Array, width: number, height: number): Camera {
  if (x.length === 0) return { x: 0, y: 0, zoom: 1 }
  const { left, right, top, bottom } = bounds(x, y)
  const fit = Math.min(width / (right - left + BOX.width + 40), height / (bottom - top + BOX.height + 40))
  return { x: (left + right) / 2, y: (top + bottom) / 2, zoom: Math.min(1, clampZoom(fit)) }
}

/** The same picture, larger by `factor`, with what is at (px, py) kept where it is. */
export function zoomed(camera: Camera, factor: number, px: number, py: number, width: number, height: number): Camera {
  const zoom = clampZoom(camera.zoom * factor)
  const x = camera.x + (px - width / 2) / camera.zoom
  const y = camera.y + (py - height / 2) / camera.zoom
  return { zoom, x: x - (px - width / 2) / zoom, y: y - (py - height / 2) / zoom }
}
