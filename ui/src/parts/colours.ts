// The page's colours, for drawing.
import { STATUSES, type Status } from '../api/types'

/** Each from 0 to 255. */
export type Rgb = [number, number, number]

export interface Palette {
  fill: Record<Status, string>
  text: Record<Status, string>
  plain: string
  line: string
  focus: string
  sheet: string
  raised: string
  rule: string
}

/** As they are now: the theme changes them. */
export function palette(): Palette {
  const style = getComputedStyle(document.documentElement)
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim()
  const each = (suffix: string) => Object.fromEntries(STATUSES.map((status) => [status, of(status + suffix)])) as Record<Status, string>
  return { fill: each('-ground'), text: each(''), plain: of('text'), line: of('quiet'), focus: of('focus'), sheet: of('sheet'), raised: of('raised'), rule: of('line') }
}

/** @param hex as in #1f5f9e */
export function rgb(hex: string): Rgb {
  const n = Number.parseInt(hex.slice(1), 16)
  return [n >> 16, (n >> 8) & 255, n & 255]
}
