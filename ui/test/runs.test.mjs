// Runs and their timelines.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at } from './views.mjs'
import { empty, many, night, ran } from './world.mjs'

test('runs are listed, narrowed and opened by keys', async () => {
  await at(night(), 'runs', async (page) => {
    await page.getByRole('row', { name: /Running/ }).waitFor()
    assert.equal(await page.getByRole('row').count(), 4)
    await page.getByRole('button', { name: 'Lost' }).click()
    await page.getByRole('link', { name: 'TrainForecast_30_prophet' }).waitFor()
    await page.getByRole('row', { name: /Running/ }).waitFor({ state: 'detached' })
    assert.match(page.url(), /status=lost/)
    await page.getByLabel('Runs with').fill('nonesuch')
    await page.keyboard.press('Enter')
    await page.getByText('No run matches').waitFor()
    await page.getByRole('link', { name: 'Show all runs' }).click()
    await page.getByRole('row', { name: /Done/ }).waitFor()
    await page.getByRole('heading', { name: 'Runs' }).click()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByRole('region', { name: 'Timeline' }).waitFor()
    assert.match(page.url(), /run\/7b20/)
  })
})

test('a run shows what it did when, what its length hung on, and where the time went since the run before', async () => {
  await at(night(), 'run/9c1e', async (page) => {
    const timeline = page.getByRole('application', { name: /Timeline of \d+ attempts on 8 lanes/ })
    await timeline.focus()
    await page.keyboard.press('j')
    const card = page.locator('.timeline-card')
    await card.getByRole('link', { name: /ExportOrders/ }).waitFor()
    assert.match(page.url(), /task=ExportOrders/)
    await page.getByRole('combobox', { name: 'Lanes' }).selectOption('family')
    await page.getByRole('application', { name: /on \d+ lanes/ }).waitFor()
    assert.match(page.url(), /lanes=family/)
    await page.getByRole('region', { name: 'Critical path' }).getByRole('listitem').first().waitFor()
    const spent = page.getByRole('region', { name: 'Where the time went' })
    await spent.getByText('Compared with').waitFor()
    await spent.getByRole('row', { name: /ExportOrders/ }).getByText(/longer|shorter|same|times/).waitFor()
    await spent.getByText(/Ran before and not now: .*MonthlyReport/).waitFor()
    await page.getByRole('application').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('region', { name: 'Facts' }).waitFor()
  })
})

test('the critical path tells what ran and what waited, and of a run that goes on when it ends', async () => {
  const world = empty()
  const began = Date.now() - 600_000
  const needs = { report: ['b', 'c'], b: ['a'], a: [], c: [] }
  for (const [id, own] of Object.entries(needs)) world.tasks.set(id, { id, family: id, parameters: {}, status: 'done', priority: 0, order: 0, updated: new Date().toISOString(), attempts: 1, needs: own })
  const bar = (task, start, end) => ({ task, family: task, worker: 'w', attempt: 1, start, end, ending: 'done' })
  const counts = { total: 4, done: 4, doneBefore: 0, failed: 0, running: 0, notRun: 0 }
  const run = { id: 'x', worker: 'w', kind: 'run', status: 'done', roots: ['report'], started: new Date(began).toISOString(), ended: new Date(began + 100_000).toISOString(), counts }
  const bars = [bar('a', 0, 30_000), bar('c', 0, 55_000), bar('b', 30_000, 60_000), bar('report', 70_000, 100_000)]
  const { ended, ...open } = run
  world.runs.push({ run, bars }, { run: { ...open, id: 'y', status: 'running' }, bars })
  await at(world, 'run/x', async (page) => {
    const path = page.getByRole('region', { name: 'Critical path' })
    await path.getByText('3 tasks ran 1 min 30 s of 1 min 40 s').waitFor()
    assert.deepEqual(await path.getByRole('link').allTextContents(), ['a', 'b', 'report'])
    await path.getByText('after 10 s of waiting').waitFor()
    await page.evaluate(() => { location.hash = '#/run/y' })
    await page.getByText('About 14 min to go').waitFor()
    await path.getByText('about 30 s').first().waitFor()
  })
})

test('a run that goes on grows while it is looked at, and one that ran nothing says so', async () => {
  const world = night()
  const run = world.runs[0]
  await at(world, 'run/9c1e', async (page, server) => {
    const label = () => page.getByRole('application').getAttribute('aria-label')
    await page.getByRole('application').waitFor()
    const before = Number(/\d+/.exec(await label())[0])
    run.bars.push({ ...run.bars[0], task: 'Late', start: 1, end: null, ending: 'running' })
    server.tell({ tasks: ['Late'] })
    await page.getByRole('application', { name: `Timeline of ${before + 1} attempts` }).waitFor()
    await page.evaluate(() => { location.hash = '#/run/55aa' })
    await page.getByText('Nothing had to run').waitFor()
  })
})

test('ten thousand attempts of a run are drawn, moved and zoomed', async () => {
  const world = many(10_000)
  const tasks = [...world.tasks.values()].map((task) => ({ ...task, status: 'done' }))
  ran(world, 'big', 'Step_9999', 'Step3', tasks, Date.now() - 90_000_000, { status: 'done', ended: new Date().toISOString(), pace: 0.2 })
  await at(world, 'run/big', async (page) => {
    await page.getByRole('application', { name: /Timeline of 10,000 attempts on 8 lanes/ }).focus()
    const inSight = page.locator('.timeline-range')
    const whole = await inSight.textContent()
    for (let n = 0; n < 8; n++) await page.keyboard.press('+')
    await inSight.filter({ hasNotText: whole }).waitFor()
    await page.keyboard.press('ArrowRight')
    await page.mouse.wheel(0, 200)
    await page.getByRole('button', { name: 'Show all' }).click()
    await inSight.getByText(whole).waitFor()
    await page.getByRole('row', { name: /Step11/ }).waitFor()
  })
})
