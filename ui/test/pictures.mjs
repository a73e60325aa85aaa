// Makes the pictures of docs/ui: every view, dark and light, on a desk and on a phone. Run: node test/pictures.mjs FOLDER VIEW…
import { mkdir } from 'node:fs/promises'
import { launch, withPage } from './browser.mjs'
import { serve } from './fixture.mjs'
import { night } from './world.mjs'

const folder = process.argv[2] ?? '../docs/ui'
const only = process.argv.slice(3)
const world = night(Date.parse('2026-11-21T03:12:00Z'))
world.clock = world.now
const of = (family) => encodeURIComponent([...world.tasks.values()].find((task) => task.family === family).id)
const failed = encodeURIComponent([...world.tasks.values()].find((task) => task.status === 'failed').id)

const day = (n) => new Date(world.now - (100 - n) * 86_400_000).toISOString().slice(0, 10)

const orders = (family, n, task = family) => ({ id: `${family}_${n}`, family, name: `${task}(${day(99)}, ${n})` })
world.plan = {
  task: 'ExportOrders_1', worker: 'worker-1', toRun: 21, done: 9, stuck: 0, first: Array.from({ length: 15 }, (_, n) => orders('LoadOrders', n)), obstacles: [],
  families: [{ family: 'LoadOrders', toRun: 19, done: 5 }, { family: 'CleanOrders', toRun: 1, done: 4 }, { family: 'ExportOrders', toRun: 1, done: 0 }],
}

world.backfills = [{
  id: 'b1', family: 'ExportOrders', parameter: 'day', first: day(0), last: day(93), values: 90, limit: 5, user: 'thandi', begun: new Date(world.now - 2_400_000).toISOString(),
  condition: 'running', started: 61, ended: 56, failed: 3, refused: 1, toRun: 178, refusals: [{ value: day(12), text: 'The warehouse has no orders before the migration' }],
}]

const VIEWS = {
  overview: '', tasks: 'tasks?status=failed,running,pending', task: `task/${of('MailReport')}`, failure: `task/${failed}`,
  graph: `graph/${of('MonthlyReport')}`, runs: 'runs', run: 'run/9c1e', families: 'families', start: `start/ExportOrders?p.day=${day(99)}`, plan: `start/ExportOrders?p.day=${day(99)}`, calendar: `calendar/ExportOrders?from=${day(93)}&until=${day(99)}`, history: 'attempts', workers: 'workers', worker: 'worker/worker-3',
  resources: 'resources?name=warehouse', audit: 'audit',
}
/** What is pressed before the picture is made. */
const PRESSED = { plan: 'Run it' }
const SIZES = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }

await mkdir(folder, { recursive: true })
const browser = await launch()
const server = await serve(world)
for (const colorScheme of ['light', 'dark']) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    await withPage(browser, server.url, async (page) => {
      await page.clock.setFixedTime(world.now)
      await page.reload()
      for (const [name, hash] of Object.entries(VIEWS)) {
        if (only.length > 0 && !only.includes(name)) continue
        await page.evaluate((to) => { location.hash = to }, `#/${hash}`)
        await page.locator('main h1').first().waitFor()
        await page.locator('.loading').first().waitFor({ state: 'detached' })
        await page.waitForLoadState('networkidle')
        await page.locator('[aria-busy=true]').waitFor({ state: 'detached' })
        if (PRESSED[name]) {
          await page.getByRole('button', { name: PRESSED[name] }).click()
          await page.locator('dialog .loading').waitFor({ state: 'detached' })
        }
        await page.screenshot({ path: `${folder}/${name}-${size}-${colorScheme}.png` })
      }
    }, { viewport, colorScheme, timezoneId: 'Africa/Johannesburg' })
  }
}
await browser.close()
server.close()
