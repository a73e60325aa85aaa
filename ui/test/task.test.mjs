// One task.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, idOf, taskPlace } from './views.mjs'
import { night } from './world.mjs'

test('a task says in words why it waits, and leads down to what can be pressed', async () => {
  const world = night()
  await at(world, taskPlace(world, 'MailReport'), async (page, server) => {
    const chain = page.getByRole('region', { name: 'What holds it up' })
    await chain.getByText('It failed and is tried again').waitFor()
    await chain.getByRole('button', { name: 'Retry', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Retry', exact: true }).click()
    await page.getByText('The task was set to run again.').waitFor()
    assert.match(server.calls[0].path, /^tasks\/ExportOrders.*\/retry$/)
  })
})

test('a failed task shows its error with colours of the terminal, its attempts and its neighbours', async () => {
  const world = night()
  const failed = [...world.tasks.values()].find((task) => task.status === 'failed')
  failed.explanation = 'Traceback (most recent call last):\n  \u001b[1;31mhere\u001b[0m\nKeyError: 7'
  await at(world, `task/${encodeURIComponent(failed.id)}`, async (page) => {
    await page.locator('.verdict').getByText('KeyError: 7').waitFor()
    assert.equal(await page.locator('.output .ansi-red').textContent(), 'here')
    await page.getByRole('region', { name: 'Needed by' }).getByRole('link').first().waitFor()
    await page.getByRole('region', { name: 'Attempts' }).getByRole('row').nth(1).waitFor()
  })
})

test('the log of a running task grows while it is looked at', async () => {
  const world = night()
  const id = idOf(world, 'LoadCustomers')
  const attempt = world.tasks.get(id).attempts
  world.logs = { [id]: { [attempt]: 'copied 1 row\n' } }
  await at(world, `task/${encodeURIComponent(id)}`, async (page) => {
    const log = page.getByRole('region', { name: 'Log' })
    await log.getByText('copied 1 row').waitFor()
    world.logs[id][attempt] += 'copied 2 rows\n'
    await log.getByText('copied 2 rows').waitFor()
    assert.equal((await log.locator('pre').textContent()).match(/copied 1 row\n/g).length, 1)
    assert.match(await log.getByRole('link', { name: 'Download' }).getAttribute('href'), /\/attempts\/\d+\/log\?limit=/)
  })
})

test('a running task takes a message and answers', async () => {
  const world = night()
  const id = [...world.tasks.values()].find((task) => task.acceptsMessages && task.status === 'running').id
  await at(world, `task/${encodeURIComponent(id)}`, async (page, server) => {
    await page.getByRole('textbox', { name: 'Message' }).fill('slower')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText('got it: running').waitFor()
    world.tasks.get(id).status = 'done'
    server.tell({ tasks: [id] })
    await page.getByRole('button', { name: 'Send' }).waitFor({ state: 'detached' })
    await page.getByText('got it: running').waitFor()
  })
})

test('what is done is run again, with all that was made of it', async () => {
  const world = night()
  await at(world, taskPlace(world, 'ExportOrders'), async (page, server) => {
    await page.getByRole('button', { name: 'Run again' }).click()
    await page.getByRole('button', { name: 'Run 1 task again' }).waitFor()
    await page.getByLabel('and all that depends on it').check()
    await page.getByRole('dialog').getByText('DailyStatistics').waitFor()
    await page.getByRole('button', { name: 'Run 2 tasks again' }).click()
    await page.getByText('2 tasks were made pending.').waitFor()
    await page.locator('.verdict').getByText('Pending', { exact: true }).waitFor()
    assert.deepEqual(server.calls.map((call) => call.body), [{ downstream: true, dryRun: false }])
  })
  await at(night(), taskPlace(world, 'ExportOrders'), async (page, server) => {
    await page.getByRole('button', { name: 'Run again' }).click()
    await page.getByLabel('and delete what it made before').check()
    await page.getByText('It cannot be undone').waitFor()
    await page.getByRole('button', { name: 'Run 1 task again' }).click()
    await page.getByText('1 task was made pending. The outputs of 1 task are there yet: The disk is read-only').waitFor()
    assert.deepEqual(server.calls[0].body, { downstream: false, dryRun: false, deleteOutputs: true })
  })
})
