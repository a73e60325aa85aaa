// Running tasks from the pages.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at } from './views.mjs'
import { empty, night } from './world.mjs'

test('a task is run from its parameters, which the address keeps but for what is secret', async () => {
  const world = night()
  const day = new Date(world.now - 6 * 86_400_000).toISOString().slice(0, 10)
  const done = [...world.tasks.values()].find((task) => task.family === 'ExportOrders' && task.status === 'done')
  await at(world, 'families', async (page, server) => {
    await page.getByRole('row', { name: /ExportOrders/ }).getByRole('link', { name: 'Run', exact: true }).click()
    await page.waitForFunction(() => document.querySelector('select[aria-label=Family]')?.value === 'ExportOrders')
    await page.getByRole('button', { name: 'Run it' }).click()
    assert.equal(await page.getByRole('dialog').count(), 0, 'what is needed is missing')
    await page.getByText('The day whose orders are exported.').waitFor()
    await page.getByRole('textbox', { name: /^day/ }).fill(done.parameters.day)
    await page.getByText('There is such a task').waitFor()
    await page.getByText('If its output is still there, nothing runs.').waitFor()
    await page.getByRole('textbox', { name: /^day/ }).fill(day)
    await page.getByText('The server knows no such task yet.').waitFor()
    await page.getByRole('combobox', { name: /^format/ }).selectOption('parquet')
    await page.getByLabel(/^password/).fill('hush')
    assert.match(page.url(), new RegExp(`p.day=${day}&p.format=parquet$`))
    await page.getByRole('button', { name: 'Run it' }).click()
    await page.getByRole('dialog').getByText(`ExportOrders(${day}, warehouse, parquet)`).waitFor()
    await page.getByRole('dialog').getByText('2 tasks would run, 1 is complete already.').waitFor()
    await page.getByRole('row', { name: 'LoadOrders 1 to run 1 complete' }).waitFor()
    await page.getByText('The first that would run').click()
    await page.getByRole('list', { name: 'The first that would run' }).getByText(`LoadOrders(${day})`).waitFor()
    assert.deepEqual(server.calls, [], 'nothing is started yet')
    await page.getByRole('button', { name: 'Run 2 tasks' }).click()
    await page.getByText('2 tasks to run, 1 was complete before.').waitFor()
    await page.locator('.parameters').getByText(day).waitFor()
    assert.deepEqual(server.calls, [{ path: 'submissions', body: { family: 'ExportOrders', parameters: { day, format: 'parquet', password: 'hush' } } }])
  })
})

test('what the worker says against a task is told, and what nobody can make is said', async () => {
  await at(night(), 'start/ExportOrders?p.day=tomorrow', async (page) => {
    await page.getByRole('button', { name: 'Run it' }).click()
    await page.getByRole('alert').getByText('The day of ExportOrders is not a date: tomorrow').waitFor()
    assert.ok(await page.getByRole('button', { name: 'Run without a plan' }).isDisabled(), 'it would be refused again')
    await page.getByRole('button', { name: 'Leave it' }).click()
    await page.evaluate(() => { location.hash = '#/start/NewReport' })
    await page.getByText('It has no parameters').waitFor()
    await page.evaluate(() => { location.hash = '#/start/MailReport' })
    await page.getByText('No worker is here that makes a MailReport').waitFor()
  }, { expected: /status of 409/ })
  await at(empty(), 'start', (page) => page.getByText('No worker is here that makes tasks when asked').waitFor())
})

test('the plan says what nothing can be done about, what is complete, and how many more there are', async () => {
  const world = night()
  const many = Array.from({ length: 12 }, (_, n) => ({ id: `t${n}`, family: `Family${n}`, name: `Family${n}()` }))
  const place = 'start/ExportOrders?p.day=2026-11-20'
  const ask = (page) => page.getByRole('button', { name: 'Run it' }).click()
  world.plan = { task: 't', worker: 'w', toRun: 4_012, done: 0, stuck: 4_000, families: many.map(({ family }) => ({ family, toRun: 100, done: 0 })), first: many, obstacles: [{ id: 'd', family: 'Drop', name: 'Drop(2026-11-20)' }] }
  await at(world, place, async (page, server) => {
    await ask(page)
    const dialog = page.getByRole('dialog')
    await dialog.getByText('4,012 tasks would run.').waitFor()
    await dialog.getByRole('row', { name: 'Other families 3,212 to run' }).waitFor()
    await dialog.getByText('4,000 of them cannot run as things are').waitFor()
    await dialog.getByRole('list', { name: 'What is lacking' }).getByText('Drop(2026-11-20)').waitFor()
    await dialog.getByText('The first that would run').click()
    await dialog.getByText('and more').waitFor()
    await dialog.getByRole('button', { name: 'Leave it' }).click()
    world.plan = { task: 't', worker: 'w', toRun: 0, done: 3, stuck: 0, families: [{ family: 'ExportOrders', toRun: 0, done: 3 }], first: [], obstacles: [] }
    await ask(page)
    await dialog.getByText('Nothing would run: all of it is complete.').waitFor()
    assert.equal(await dialog.getByRole('table').count(), 0)
    await dialog.getByRole('button', { name: 'Leave it' }).click()
    world.planless = 'The worker w cannot tell beforehand what would run'
    await ask(page)
    await dialog.getByRole('alert').getByText('cannot tell beforehand').waitFor()
    assert.deepEqual(server.calls, [])
    await dialog.getByRole('button', { name: 'Run without a plan' }).click()
    await page.getByText('2 tasks to run, 1 was complete before.').waitFor()
  }, { expected: /status of 409/ })
})

test('dates of the calendar that nobody ran are run, a few at a time', async () => {
  const world = night()
  const day = (n) => new Date(world.now - (100 - n) * 86_400_000).toISOString().slice(0, 10)
  await at(world, `calendar/ExportOrders?from=${day(92)}&until=${day(95)}`, async (page, server) => {
    const chosen = page.getByRole('region', { name: 'Chosen dates' })
    await chosen.getByRole('button', { name: 'Run 1 missing date' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.locator('.subject').getByText(day(94)).waitFor()
    const example = dialog.getByRole('button', { name: `What would ${day(94)} run?` })
    await example.click()
    await dialog.getByText('2 tasks would run, 1 is complete already.').waitFor()
    assert.match(await page.evaluate(() => document.activeElement.textContent), /as an example:$/)
    await dialog.getByText('The first that would run').click()
    await dialog.getByText(`LoadOrders(${day(94)})`).waitFor()
    await dialog.getByRole('textbox', { name: /^source/ }).fill('lake')
    await example.waitFor()
    await dialog.getByRole('spinbutton', { name: /^At once/ }).fill('0')
    await dialog.getByRole('button', { name: 'Run 1 date' }).click()
    assert.equal(server.calls.length, 0, 'none at once is no way to run them')
    await dialog.getByRole('spinbutton', { name: /^At once/ }).fill('3')
    await dialog.getByRole('button', { name: 'Run 1 date' }).click()
    const backfill = page.getByRole('article', { name: `ExportOrders, ${day(94)}` })
    await backfill.getByText('0 of 1 ended, 1 under way (at most 3), 0 to start, 2 tasks announced.').waitFor()
    assert.deepEqual(server.calls[0].body, { family: 'ExportOrders', parameter: 'day', values: [day(94)], limit: 3, parameters: { source: 'lake' } })
    await page.getByRole('button', { name: `${day(94)}: 1 pending` }).waitFor()
    await page.evaluate((to) => { location.hash = to }, `#/calendar/DailyStatistics?from=${day(92)}&until=${day(95)}`)
    await chosen.getByText('No worker announced tasks for these dates').waitFor()
    delete world.forms
    await page.reload()
    await page.evaluate((to) => { location.hash = to }, `#/calendar/ExportOrders?from=${day(89)}&until=${day(101)}`)
    await chosen.getByText('No worker announced tasks for these dates').waitFor()
    await page.evaluate(() => { location.hash = '#/start/ExportOrders' })
    await page.getByText('No worker is here that makes a ExportOrders').waitFor()
  })
})

test('a backfill is paused, goes on and is stopped, and says what was refused and what failed', async () => {
  const world = night()
  world.backfills = [{
    id: 'b7', family: 'ExportOrders', parameter: 'day', first: '2026-01-01', last: '2026-03-31', values: 90, limit: 4, user: 'thandi', begun: new Date(world.now).toISOString(),
    condition: 'running', waitsFor: 'No worker is here that knows the family ExportOrders', started: 20, ended: 16, failed: 2, refused: 7, toRun: 55,
    refusals: Array.from({ length: 7 }, (_, n) => ({ value: `2026-01-0${n + 1}`, text: 'The day is a holiday' })),
  }]
  await at(world, 'runs', async (page, server) => {
    const backfill = page.getByRole('article', { name: 'ExportOrders, 2026-01-01 to 2026-03-31' })
    await backfill.getByText('16 of 90 ended, 2 failed, 7 refused, 4 under way (at most 4), 63 to start, 55 tasks announced.').waitFor()
    await backfill.getByText('No worker is here that knows the family').waitFor()
    await backfill.getByText('2026-01-05: The day is a holiday').waitFor()
    await backfill.getByText('and 2 more').waitFor()
    await backfill.getByRole('button', { name: 'Pause' }).click()
    await backfill.getByText('Paused').waitFor()
    await backfill.getByRole('button', { name: 'Go on' }).click()
    await backfill.getByRole('button', { name: 'Pause' }).waitFor()
    await backfill.getByRole('button', { name: 'Stop' }).click()
    await backfill.getByText('Stopped').waitFor()
    assert.equal(await backfill.getByRole('button').count(), 0)
    assert.deepEqual(server.calls.map((call) => call.path), ['backfills/b7/pause', 'backfills/b7/resume', 'backfills/b7/stop'])
    world.session = { name: 'visitor', role: 'viewer' }
    world.backfills[0].condition = 'running'
    await page.reload()
    await backfill.waitFor()
    assert.equal(await backfill.getByRole('button').count(), 0, 'who may only look is shown no buttons')
  })
})

test('of backfills that ended the last are shown, and more when asked', async () => {
  const world = night()
  const ended = (n) => ({
    id: `e${n}`, family: n === 70 ? 'DailyStatistics' : 'ExportOrders', parameter: 'day', first: `2026-01-${n}`, last: `2026-02-${n}`, values: 31, limit: 4, user: 'thandi', begun: new Date(world.now - 8_000_000).toISOString(),
    endedAt: new Date(world.now - 7_200_000).toISOString(), condition: 'over', started: 31, ended: 31, failed: 0, refused: 0, toRun: 62, refusals: [],
  })
  world.backfills = Array.from({ length: 61 }, (_, n) => ended(n + 10))
  await at(world, 'runs', async (page) => {
    const shown = page.locator('article.backfill')
    await shown.nth(2).waitFor()
    assert.equal(await shown.count(), 3)
    await shown.first().getByText(/Begun by thandi 2 h ago, ended 2 h ago\./).waitFor()
    const more = page.getByRole('button', { name: 'Show more that ended' })
    await more.click()
    await shown.nth(52).waitFor()
    await more.click()
    await shown.nth(60).waitFor()
    await more.waitFor({ state: 'detached' })
    await page.evaluate(() => { location.hash = '#/calendar/DailyStatistics' })
    await page.getByRole('article', { name: 'DailyStatistics, 2026-01-70 to 2026-02-70' }).waitFor()
    assert.equal(await shown.count(), 1)
  })
})
