// Measures the pages of a server that has many tasks. Run by bench/ui: node test/measure.mjs ADDRESS ID, where ID has the largest graph.
// What it wants to happen meanwhile it says in a line that begins with '>': '> changes' and '> quiet'.
import { launch } from './browser.mjs'
import { readFile } from 'node:fs/promises'

const [address, id] = process.argv.slice(2)
const VIEWPORT = { width: 1440, height: 900 }
const TIMES = 5
const SECONDS = 8

const browser = await launch()
const system = await browser.newBrowserCDPSession()

function show(what, value, goal = '') {
  console.log(`  ${what.padEnd(46)} ${value}${goal ? `   (goal: ${goal})` : ''}`)
}

const middle = (all) => [...all].sort((a, b) => a - b)[all.length >> 1]
const millis = (all) => `${middle(all).toFixed(0)} ms, at most ${Math.max(...all).toFixed(0)} ms`

/** A page that notes when what it shows first holds `ready`, how long each interaction takes to be seen, and long tasks. */
async function open(hash, ready) {
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

const OVERVIEW = "document.querySelector('.tile .num') && document.querySelector('[aria-label=Throughput]')"
const TASKS = "document.querySelectorAll('.virtual-row .taskrow').length > 10 && document.querySelector('.chip')"

async function firstView(what, hash, ready) {
  const times = []
  for (let n = 0; n < TIMES; n++) {
    const page = await open(hash, ready)
    times.push(await page.evaluate(() => window.readyAt))
    await page.context().close()
  }
  show(`first view, ${what}`, millis(times), 'under 1,000 ms')
}

/** From `act`, which happens in the page, to the frame in which `shown` holds. */
async function interaction(page, act, shown) {
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
async function frames(page, what, goal = 'at least 50') {
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
    SECONDS,
  )
  show(what, `${rate.toFixed(1)} frames/s, the longest took ${longest.toFixed(0)} ms`, goal)
}

async function memory(page, what) {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  const { processInfo } = await system.send('SystemInfo.getProcessInfo')
  const sizes = await Promise.all(
    processInfo.filter((one) => one.type === 'renderer').map(async (one) => Number(/^Pss:\s+(\d+)/m.exec(await readFile(`/proc/${one.id}/smaps_rollup`, 'utf8').catch(() => ''))?.[1] ?? 0)),
  )
  show(what, `heap ${(usedSize / 1048576).toFixed(0)} MiB, its process ${(Math.max(...sizes) / 1024).toFixed(0)} MiB`, 'under 500 MB')
}

await firstView('overview', '', OVERVIEW)
await firstView('tasks', 'tasks', TASKS)

const tasks = await open('tasks', TASKS)
const rows = "!document.querySelector('.foot').textContent.startsWith('Loading')"
const filters = ["location.hash = '#/tasks?status=pending'", "location.hash = '#/tasks?text=index%3D77'", "location.hash = '#/tasks?status=pending&text=Cell_99'", "location.hash = '#/tasks?status=done'", "location.hash = '#/tasks'"]
const headings = ['Tasks pending', 'Tasks with “index=77”', 'Tasks pending, with “Cell_99”', 'Tasks done', 'All tasks']
show('filter, to the rows', millis(await interaction(tasks, filters, headings.map((text) => `document.querySelector('h1').textContent === '${text}' && ${rows}`))), 'under 100 ms')
show('filter, to the next frame', millis(await interaction(tasks, filters, headings.map((text) => `document.querySelector('h1').textContent === '${text}'`))), 'under 100 ms')
const key = (name) => `document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '${name}', bubbles: true }))`
show('a row down or up', millis(await interaction(tasks, ['j', 'j', 'j', 'k', 'k'].map(key), 'true')), 'under 100 ms')
show('scroll by 5,000 rows', millis(await interaction(tasks, Array(5).fill("document.querySelector('.virtual').scrollTop += 34 * 5000"), 'true')), 'under 100 ms')
// There and back, as the first time is another.
const [there, back] = [[], []]
for (let n = 0; n < TIMES; n++) {
  there.push(await interaction(tasks, ["location.hash = '#/task/ID'".replace('ID', encodeURIComponent(id))], "document.querySelector('.verdict')"))
  back.push(await interaction(tasks, ["location.hash = '#/'"], OVERVIEW))
}
show('open a task', millis(there.flat()), 'under 100 ms')
show('to the overview', millis(back.flat()), 'under 100 ms')

for (const [what, hash, ready] of [['tasks', 'tasks?sort=updated', TASKS], ['overview', '', OVERVIEW]]) {
  const page = await open(hash, ready)
  await frames(page, `${what}, nothing changes`)
  console.log('> changes')
  await frames(page, `${what}, 1,000 changes/s`)
  if (hash) {
    for (const name of ['j', 'j', 'k', 'j', 'k']) await page.keyboard.press(name)
    await page.locator('.chip').first().click()
    await page.locator('.chip').first().click()
    await page.waitForFunction(() => window.slow.length >= 0)
    show(`${what}, meanwhile keys and clicks`, `at most ${Math.max(16, ...(await page.evaluate(() => window.slow)))} ms`, 'under 100 ms')
  }
  console.log('> quiet')
  await memory(page, `${what}, memory`)
  await page.context().close()
}
await tasks.context().close()

const CANVAS = "document.querySelector('.graph-canvas')"
const graph = await open(`graph/${encodeURIComponent(id)}?direction=dependencies`, CANVAS)
show('graph, by family, drawn after', millis([await graph.evaluate(() => window.readyAt)]))
await graph.evaluate(() => { location.hash += '&by=task' })
const began = Date.now()
await graph.waitForFunction(() => /Graph of \d{4,} nodes/.test(document.querySelector('.graph-canvas')?.getAttribute('aria-label') ?? ''))
show('graph, each task, laid out after', `${Date.now() - began} ms: ${/\d+ nodes/.exec(await graph.locator('.graph-canvas').getAttribute('aria-label'))[0]}`)
await graph.evaluate(() => {
  const turn = () => {
    const canvas = document.querySelector('.graph-canvas')
    canvas?.dispatchEvent(new KeyboardEvent('keydown', { key: Math.random() < 0.5 ? 'ArrowLeft' : 'ArrowRight', bubbles: true }))
    if (canvas) requestAnimationFrame(turn)
  }
  turn()
})
await frames(graph, 'graph, moved without a graphics card', 'at least 30')
await memory(graph, 'graph, memory')
await browser.close()
