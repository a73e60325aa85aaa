// Tasks that stop in the middle for others, and tasks that run as one. Arguments: the server's address, and the folder of
// the pipeline: a guide that finds out that it needs a way, and letters to three people, all held by a file.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { walk } from './walk.mjs'

const [address, folder] = process.argv.slice(2)

await walk(address, async ({ page, go, goToTask, heading, region, verdict }, server) => {
  await page.getByRole('link', { name: '1 Parked' }).waitFor()
  await region('Workers').getByText('1 worker, 2 of 2 slots in use').waitFor()
  // One of the letters runs, and the others with it.
  await page.getByRole('link', { name: '2 Running in a batch' }).click()
  await page.getByText('2 tasks', { exact: true }).waitFor()
  await page.getByRole('listitem').getByRole('link', { name: /Letter/ }).first().click()
  await verdict('Running in a batch')
  await region('Facts').getByText('Batch', { exact: true }).waitFor()

  const [guide] = await server.tasks('Guide')
  await goToTask(guide.id)
  await verdict('Parked')
  await page.locator('.verdict').getByText('It stopped in the middle and waits for').waitFor()
  const chain = region('What holds it up')
  await chain.getByRole('link', { name: /Way/ }).waitFor()
  await chain.getByRole('button', { name: 'Cancel' }).waitFor()
  await region('Needs').getByText('awaited').waitFor()
  await page.getByRole('link', { name: 'Graph', exact: true }).click()
  await page.getByRole('application', { name: /^Graph of 3 nodes/ }).waitFor()
  await go('')
  await region('Running now').getByRole('link', { name: /Guide/ }).waitFor()
  await region('Workers').getByRole('link', { name: /^run-/ }).click()
  await page.getByText('2 of 2 slots in use.').waitFor()
  await region('What it runs').getByRole('row').nth(4).waitFor()

  await rm(join(folder, 'hold'))
  await go('')
  await heading('All is done')
  for (const name of ['ada', 'bob', 'eve']) assert.ok(existsSync(join(folder, 'out', `letter-${name}.txt`)))
  await goToTask(guide.id)
  await verdict('Done')
  const path = await region('Outputs').locator('.mono').textContent()
  assert.equal(path, join(folder, 'out', 'guide.txt'))
  assert.ok(existsSync(path), 'the file is where its task says')
})
