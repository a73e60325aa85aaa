// Whether people can read it and programs can name it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch, withPage } from './browser.mjs'
import { serve } from './fixture.mjs'
import { night } from './world.mjs'

const STATUSES = ['failed', 'running', 'batch_running', 'parked', 'pending', 'disabled', 'unknown', 'done']
const PAIRS = [
  ...['ground', 'sheet', 'raised'].flatMap((behind) => ['text', 'quiet', 'link'].map((colour) => [colour, behind])),
  ...STATUSES.flatMap((status) => ['sheet', 'ground', `${status}-ground`].map((behind) => [status, behind])),
  ...STATUSES.flatMap((status) => ['text', 'quiet', 'link'].map((colour) => [colour, `${status}-ground`])),
  ['on-accent', 'accent'], ['on-accent', 'danger'], ['sheet', 'failed'],
]

let browser
before(async () => {
  browser = await launch()
})
after(() => browser.close())

function contrast(one, other) {
  const light = (hex) => {
    const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [low, high] = [light(one), light(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

for (const colorScheme of ['light', 'dark']) {
  test(`every colour is readable on what is behind it, ${colorScheme}`, async () => {
    const server = await serve(night())
    await withPage(browser, server.url, async (page) => {
      const names = [...new Set(PAIRS.flat())]
      const colours = await page.evaluate((all) => Object.fromEntries(all.map((name) => [name, getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()])), names)
      for (const [name, colour] of Object.entries(colours)) {
        if (colour === '#fff') colours[name] = '#ffffff'
      }
      const weak = PAIRS.map(([colour, behind]) => `${colour} on ${behind}: ${contrast(colours[colour], colours[behind]).toFixed(2)}`).filter((text) => !(Number(text.split(': ')[1]) >= 4.5))
      assert.deepEqual(weak, [])
    }, { colorScheme })
    server.close()
  })
}

test('every control has a name', async () => {
  const world = night()
  const failed = [...world.tasks.values()].find((task) => task.status === 'failed').id
  const server = await serve(world)
  await withPage(browser, server.url, async (page) => {
    for (const hash of ['', 'tasks', `task/${encodeURIComponent(failed)}`, `graph/${encodeURIComponent(failed)}`, 'runs', 'run/9c1e', 'families', 'start/ExportOrders', 'calendar/ExportOrders', 'attempts', 'workers', 'worker/worker-1', 'resources', 'audit']) {
      await page.evaluate((to) => { location.hash = to }, `#/${hash}`)
      await page.locator('main h1').first().waitFor()
      await page.locator('.loading').waitFor({ state: 'detached' })
      const nameless = await page.evaluate(() =>
        [...document.querySelectorAll('button, input, select, a, [role]')]
          .filter((one) => !one.textContent.trim() && !one.getAttribute('aria-label') && !one.closest('label') && !['list', 'listitem', 'status', 'group', 'search'].includes(one.getAttribute('role')))
          .map((one) => one.outerHTML.slice(0, 120)),
      )
      assert.deepEqual(nameless, [], hash)
    }
  })
  server.close()
})
