// Families by their dates.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at } from './views.mjs'
import { empty, night } from './world.mjs'

test('the calendar shows what is missing, and retries what failed in the days that are dragged over', async () => {
  const world = night()
  const days = [...world.tasks.values()].filter((task) => task.family === 'ExportOrders').map((task) => task.parameters.day)
  const failed = [...world.tasks.values()].filter((task) => task.family === 'ExportOrders' && task.status === 'failed').map((task) => task.parameters.day)
  await at(world, 'calendar', async (page, server) => {
    await page.getByLabel('Family').selectOption('ExportOrders')
    await page.getByRole('button', { name: `${days.at(0)}: 1 done`, exact: true }).waitFor()
    assert.equal(await page.getByRole('button', { name: /: missing$/ }).count(), 1)
    const date = (day) => page.getByRole('button', { name: new RegExp(`^${day}`) })
    // Both in sight, as dragging does not scroll.
    await date(failed[1]).scrollIntoViewIfNeeded()
    await date(failed[1]).hover()
    await page.mouse.down()
    await date(failed[3]).hover()
    await page.mouse.up()
    const chosen = page.getByRole('region', { name: 'Chosen dates' })
    await chosen.getByText(`${failed[1]} to ${failed[3]}`).waitFor()
    await chosen.getByRole('button', { name: 'Retry 3' }).click()
    await page.getByRole('button', { name: 'Retry 3 tasks' }).click()
    await page.getByText('3 tasks were set to run again.').waitFor()
    await page.getByRole('button', { name: `${failed[2]}: 1 pending` }).waitFor()
    assert.deepEqual(server.calls[0].body.filter.ids.map((id) => world.tasks.get(id).parameters.day).sort(), failed.slice(1, 4))
  })
})

test('dates of the calendar are chosen by keys and by the address', async () => {
  const world = night()
  const day = (n) => new Date(world.now - (100 - n) * 86_400_000).toISOString().slice(0, 10)
  await at(world, `calendar/ExportOrders?from=${day(93)}&until=${day(95)}`, async (page) => {
    const chosen = page.getByRole('region', { name: 'Chosen dates' })
    await chosen.getByText('1 date without a task').waitFor()
    await page.getByRole('button', { name: `${day(95)}: 1 done` }).focus()
    await page.keyboard.press('ArrowRight')
    await chosen.getByRole('heading', { name: day(96) }).waitFor()
    await page.keyboard.press('Shift+ArrowRight')
    await chosen.getByText(`${day(96)} to ${day(97)}`).waitFor()
    assert.match(page.url(), new RegExp(`from=${day(96)}&until=${day(97)}`))
  })
  await at(world, 'calendar/TrainForecast', (page) => page.getByText('No parameter of TrainForecast is a date').waitFor())
})

test('hours and months have calendars too, and other parameters narrow them', async () => {
  const world = empty()
  const add = (family, parameters, status) => {
    const id = `${family}_${Object.values(parameters).join('_')}`
    world.tasks.set(id, { id, family, parameters, status, priority: 0, order: world.tasks.size, updated: new Date().toISOString(), attempts: 1, needs: [] })
  }
  for (let hour = 10; hour < 20; hour++) for (const shop of ['A', 'B']) add('Hourly', { at: `2026-03-0${1 + (hour % 2)}T${hour}`, shop }, shop === 'A' ? 'done' : 'failed')
  for (const month of ['2025-11', '2026-01']) add('Monthly', { month }, 'done')
  await at(world, 'calendar/Hourly', async (page) => {
    await page.getByRole('button', { name: '2026-03-02T19: 1 failed, 1 done' }).waitFor()
    await page.getByLabel('shop').selectOption('A')
    await page.getByRole('button', { name: '2026-03-02T19: 1 done' }).waitFor()
    await page.evaluate(() => { location.hash = '#/calendar/Monthly' })
    await page.getByRole('button', { name: '2025-12: missing' }).waitFor()
  })
})
