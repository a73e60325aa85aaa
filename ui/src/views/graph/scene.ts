// Draws boxes and lines with WebGL: the buffers are filled once, and a movement is two numbers.
import type { Camera } from './camera'
import { BOX } from './camera'
import type { Rgb } from '../../parts/colours'
import type { Layout } from './layout'

const BOXES = `#version 300 es
uniform vec3 camera; uniform vec2 view; uniform vec2 box;
in vec2 corner; in vec2 at; in vec3 paint; out vec3 colour;
void main() {
  vec2 size = max(box, vec2(3.0) / camera.z);
  vec2 p = (at + corner * size - camera.xy) * camera.z * 2.0 / view;
  gl_Position = vec4(p.x, -p.y, 0.0, 1.0);
  colour = paint;
}`
const LINES = `#version 300 es
uniform vec3 camera; uniform vec2 view; uniform vec3 line;
in vec2 at; out vec3 colour;
void main() {
  vec2 p = (at - camera.xy) * camera.z * 2.0 / view;
  gl_Position = vec4(p.x, -p.y, 0.0, 1.0);
  colour = line;
}`
const PAINT = `#version 300 es
precision mediump float; uniform float alpha; in vec3 colour; out vec4 pixel;
void main() { pixel = vec4(colour * alpha, alpha); }`

/** A picture of one graph. */
export class Scene {
  private readonly boxes: WebGLProgram
  private readonly lines: WebGLProgram
  private readonly boxArray: WebGLVertexArrayObject
  private readonly lineArray: WebGLVertexArrayObject
  private readonly positions: WebGLBuffer
  private readonly paints: WebGLBuffer
  private readonly ends: WebGLBuffer
  private nodes = 0
  private edges = 0

  /** Undefined where the browser has no WebGL. */
  static on(canvas: HTMLCanvasElement): Scene | undefined {
    const gl = canvas.getContext('webgl2', { antialias: true })
    return gl ? new Scene(gl) : undefined
  }

  private constructor(private readonly gl: WebGL2RenderingContext) {
    this.boxes = program(gl, BOXES)
    this.lines = program(gl, LINES)
    this.boxArray = gl.createVertexArray()
    this.lineArray = gl.createVertexArray()
    this.positions = gl.createBuffer()
    this.paints = gl.createBuffer()
    this.ends = gl.createBuffer()
    const corners = gl.createBuffer()
    gl.bindVertexArray(this.boxArray)
    gl.bindBuffer(gl.ARRAY_BUFFER, corners)
    gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-0.5, -0.5, 0.5, -0.5, -0.5, 0.5, 0.5, 0.5]), gl.STATIC_DRAW)
    attribute(gl, this.boxes, 'corner', corners, 2, 0)
    attribute(gl, this.boxes, 'at', this.positions, 2, 1)
    attribute(gl, this.boxes, 'paint', this.paints, 3, 1)
    gl.bindVertexArray(this.lineArray)
    attribute(gl, this.lines, 'at', this.ends, 2, 0)
    gl.enable(gl.BLEND)
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA)
  }

  setGraph(layout: Layout, edges: Int32Array): void {
    const at = new Float32Array(layout.x.length * 2)
    for (let i = 0; i < layout.x.length; i++) at.set([layout.x[i]!, layout.y[i]!], i * 2)
    this.fill(this.positions, at)
    this.nodes = layout.x.length
    const ends = new Float32Array(edges.length * 2)
    for (let e = 0; e < edges.length; e += 2) {
      const [task, need] = [edges[e]!, edges[e + 1]!]
      const side = layout.x[need]! <= layout.x[task]! ? BOX.width / 2 : -BOX.width / 2
      ends.set([layout.x[need]! + side, layout.y[need]!, layout.x[task]! - side, layout.y[task]!], e * 2)
    }
    this.fill(this.ends, ends)
    this.edges = edges.length
  }

  setColours(colours: Float32Array): void {
    this.fill(this.paints, colours)
  }

  private fill(buffer: WebGLBuffer, data: Float32Array): void {
    this.gl.bindBuffer(this.gl.ARRAY_BUFFER, buffer)
    this.gl.bufferData(this.gl.ARRAY_BUFFER, data, this.gl.STATIC_DRAW)
  }

  /** @param scale pixels of the screen per pixel of the page */
  draw(camera: Camera, width: number, height: number, scale: number, line: Rgb): void {
    const gl = this.gl
    gl.viewport(0, 0, width * scale, height * scale)
    gl.clearColor(0, 0, 0, 0)
    gl.clear(gl.COLOR_BUFFER_BIT)
    this.use(this.lines, camera, width, height)
    gl.uniform3f(gl.getUniformLocation(this.lines, 'line'), ...line)
    // Many lines over each other would be one grey surface.
    gl.uniform1f(gl.getUniformLocation(this.lines, 'alpha'), Math.max(0.12, Math.min(0.75, 400 / Math.sqrt(this.edges + 1) / 20)))
    gl.bindVertexArray(this.lineArray)
    gl.drawArrays(gl.LINES, 0, this.edges)
    this.use(this.boxes, camera, width, height)
    gl.uniform2f(gl.getUniformLocation(this.boxes, 'box'), BOX.width, BOX.height)
    gl.uniform1f(gl.getUniformLocation(this.boxes, 'alpha'), 1)
    gl.bindVertexArray(this.boxArray)
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, this.nodes)
  }

  /** Gives the graphics memory back: browsers wait long with it, and allow few pictures at a time. */
  close(): void {
    this.gl.getExtension('WEBGL_lose_context')?.loseContext()
  }

  private use(which: WebGLProgram, camera: Camera, width: number, height: number): void {
    const gl = this.gl
    gl.useProgram(which)
    gl.uniform3f(gl.getUniformLocation(which, 'camera'), camera.x, camera.y, camera.zoom)
    gl.uniform2f(gl.getUniformLocation(which, 'view'), width, height)
  }
}

function program(gl: WebGL2RenderingContext, vertex: string): WebGLProgram {
  const made = gl.createProgram()
  for (const [type, source] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, PAINT]] as const) {
    const shader = gl.createShader(type)
    if (!shader) throw new Error('The browser gave up on WebGL')
    gl.shaderSource(shader, source)
    gl.compileShader(shader)
    gl.attachShader(made, shader)
  }
  gl.linkProgram(made)
  return made
}

function attribute(gl: WebGL2RenderingContext, of: WebGLProgram, name: string, buffer: WebGLBuffer, size: number, divisor: number): void {
  const at = gl.getAttribLocation(of, name)
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer)
  gl.enableVertexAttribArray(at)
  gl.vertexAttribPointer(at, size, gl.FLOAT, false, 0, 0)
  gl.vertexAttribDivisor(at, divisor)
}
