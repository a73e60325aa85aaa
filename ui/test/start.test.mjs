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
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByText('2 tasks to run, 1 was complete before.').waitFor()
    await page.locator('.parameters').getByText(day).waitFor()
    assert.deepEqual(server.calls, [{ path: 'submissions', body: { family: 'ExportOrders', parameters: { day, format: 'parquet', password: 'hush' } } }])
  })
})

test('what the worker says against a task is told, and what nobody can make is said', async () => {
  await at(night(), 'start/ExportOrders?p.day=tomorrow', async (page) => {
    await page.getByRole('button', { name: 'Run it' }).click()
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByRole('alert').getByText('The day of ExportOrders is not a date: tomorrow').waitFor()
    await page.getByRole('button', { name: 'Leave it' }).click()
    await page.evaluate(() => { location.hash = '#/start/NewReport' })
    await page.getByText('It has no parameters').waitFor()
    await page.evaluate(() => { location.hash = '#/start/MailReport' })
    await page.getByText('No worker is here that makes a MailReport').waitFor()
  }, { expected: /status of 409/ })
  await at(empty(), 'start', (page) => page.getByText('No worker is here that makes tasks when asked').waitFor())
})

test('dates of the calendar that nobody ran are run', async () => {
  const world = night()
  const day = (n) => new Date(world.now - (100 - n) * 86_400_000).toISOString().slice(0, 10)
  await at(world, `calendar/ExportOrders?from=${day(92)}&until=${day(95)}`, async (page, server) => {
    const chosen = page.getByRole('region', { name: 'Chosen dates' })
    await chosen.getByRole('button', { name: 'Run 1 missing date' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(day(94)).waitFor()
    await dialog.getByRole('textbox', { name: /^source/ }).fill('lake')
    await dialog.getByRole('button', { name: 'Run 1 date' }).click()
    await dialog.getByText('1 of 1 date asked for, 2 tasks to run.').waitFor()
    assert.deepEqual(server.calls[0].body, { family: 'ExportOrders', parameters: { source: 'lake', day: day(94) } })
    await dialog.getByRole('button', { name: 'Close' }).click()
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
