// Workers, and what they share.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at } from './views.mjs'
import { night } from './world.mjs'

test('workers of other code are told', async () => {
  await at({ ...night(), codeMismatches: ['Family Export was announced by other code'] }, 'workers', async (page) => {
    await page.getByText('1 family is run by other code than announced them').click()
    await page.getByText('Family Export was announced by other code').waitFor()
  })
})

test('what happened when is told by the clock of the server, whatever that of the viewer says', async () => {
  const world = night()
  world.clock = Date.now() + 3_600_000
  world.workerTimeout = 60
  for (const worker of world.workers.values()) worker.lastActive = new Date(world.clock - (worker.id === 'worker-2' ? 45_000 : 5_000)).toISOString()
  await at(world, 'workers', async (page) => {
    await page.getByRole('row', { name: /^worker-1 .*Active/ }).waitFor()
    const silent = page.getByRole('row', { name: /^worker-2 .*Silent/ })
    await silent.getByTitle('Not heard of for 30 s; after 1 min what it runs is run again').waitFor()
    await silent.getByText(/^4\d s ago$/).waitFor()
  })
})
