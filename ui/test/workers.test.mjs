// Workers, and what they share.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at } from './views.mjs'
import { night } from './world.mjs'

test('a resource names who holds it and who is next', async () => {
  await at(night(), 'resources?name=warehouse', async (page) => {
    const use = page.getByRole('region', { name: 'Who uses warehouse' })
    await use.getByText('LoadCustomers(0)').waitFor()
    await use.getByText('LoadCustomers(5)').waitFor()
  })
})

test('workers of other code are told', async () => {
  await at({ ...night(), codeMismatches: ['Family Export was announced by other code'] }, 'workers', async (page) => {
    await page.getByText('1 family is run by other code than announced them').click()
    await page.getByText('Family Export was announced by other code').waitFor()
  })
})

test('workers are drained and their slots set, resources set, the scheduler resumed', async () => {
  const world = night()
  world.paused = true
  await at(world, 'workers', async (page, server) => {
    await page.getByRole('button', { name: 'Resume' }).click()
    const row = page.getByRole('row', { name: /worker-2/ })
    await row.getByRole('button', { name: 'Slots' }).click()
    await page.getByLabel('Tasks that it runs at once').fill('9')
    await page.getByRole('button', { name: 'Set', exact: true }).click()
    await row.getByText('/ 9').waitFor()
    await row.getByRole('button', { name: 'Drain' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Drain' }).click()
    await row.getByText('Drained').waitFor()
    await page.getByRole('link', { name: 'Resources' }).click()
    await page.getByRole('row', { name: /gpu/ }).getByRole('button').click()
    await page.getByLabel('How much there is').fill('7')
    await page.getByRole('button', { name: 'Set', exact: true }).click()
    await page.getByText('0 / 7').waitFor()
    assert.deepEqual(server.calls.map((call) => call.path), ['scheduler/resume', 'workers/worker-2/slots', 'workers/worker-2/disable', 'resources/gpu'])
  })
})
