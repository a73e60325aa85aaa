// What measurements of pages have in common: a browser, pages that note what they do, and lines that say it.
import { readFile } from 'node:fs/promises'
import { launch } from './browser.mjs'

const VIEWPORT = { width: 1440, height: 900 }
const SECONDS = 8

export const browser = await launch()
const system = await browser.newBrowserCDPSession()

export function show(what, value, goal = '') {
  console.log(`  ${what.padEnd(46)} ${value}${goal ? `   (goal: ${goal})` : ''}`)
}

const middle = (all) => [...all].sort((a, b) => a - b)[all.length >> 1]
export const millis = (all) => `${middle(all).toFixed(0)} ms, at most ${Math.max(...all).toFixed(0)} ms`

/** A page that notes when what it shows first holds `ready`, how long each interaction takes to be seen, and long tasks. */
export async function open(address, hash, ready) {
  const context = await browser.newContext({ viewport: VIEWPORT })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  await page.addInitScript((source) => {
    window.slow = []
    new PerformanceObserver((list) => { for (const one of list.getEntries()) if (one.interactionId) window.slow.push(one.duration) }).observe({ type: 'event', durationThreshold: 16 })
    const isReady = new Function(`return ${source}`)
    const look = () => {
      if (window.readyAt === undefined && document.body && isReady()) window.readyAt = performance.now()
      if (window.readyAt === undefined) requestAnimationFrame(look)
    }
    look()
  }, ready)
  await page.goto(`${new URL('/ui/', address).href}#/${hash}`)
  await page.waitForFunction(() => window.readyAt !== undefined)
  return page
}

/** From `act`, which happens in the page, to the frame in which `shown` holds. */
export async function interaction(page, act, shown) {
  const times = []
  for (const [i, one] of act.entries()) {
    times.push(
      await page.evaluate(
        ([doIt, source]) =>
          new Promise((resolve) => {
            const isShown = new Function(`return ${source}`)
            const began = performance.now()
            new Function(doIt)()
            const look = () => requestAnimationFrame(() => (isShown() ? resolve(performance.now() - began) : look()))
            look()
          }),
        [one, Array.isArray(shown) ? shown[i] : shown],
      ),
    )
  }
  return times
}

/** The frames of some seconds. */
export async function frames(page, what, goal = 'at least 50', seconds = SECONDS) {
  const { rate, longest } = await page.evaluate(
    (seconds) =>
      new Promise((resolve) => {
        const began = performance.now()
        let [count, last, longest] = [0, began, 0]
        const frame = (now) => {
          longest = Math.max(longest, now - last)
          last = now
          count++
          if (now - began < seconds * 1_000) requestAnimationFrame(frame)
          else resolve({ rate: (count * 1_000) / (now - began), longest })
        }
        requestAnimationFrame(frame)
      }),
    seconds,
  )
  show(what, `${rate.toFixed(1)} frames/s, the longest took ${longest.toFixed(0)} ms`, goal)
}

export async function memory(page, what) {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  const { processInfo } = await system.send('SystemInfo.getProcessInfo')
  const sizes = await Promise.all(
    processInfo.filter((one) => one.type === 'renderer').map(async (one) => Number(/^Pss:\s+(\d+)/m.exec(await readFile(`/proc/${one.id}/smaps_rollup`, 'utf8').catch(() => ''))?.[1] ?? 0)),
  )
  show(what, `heap ${(usedSize / 1048576).toFixed(0)} MiB, its process ${(Math.max(...sizes) / 1024).toFixed(0)} MiB`, 'under 500 MB')
}
