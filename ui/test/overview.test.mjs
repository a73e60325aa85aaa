// What is broken, and what goes on.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at } from './views.mjs'
import { empty, night } from './world.mjs'

test('the overview says what is broken, since when, what it holds up, and retries all of a cause', async () => {
  await at(night(), '', async (page, server) => {
    await page.getByRole('heading', { name: '25 tasks failed' }).waitFor()
    const cause = page.locator('article.cause').first()
    await cause.getByText('ConnectionError: could not connect to warehouse.internal').waitFor()
    await cause.getByText('23 tasks').waitFor()
    await cause.getByText(/holds up 2\d tasks/).waitFor()
    await cause.getByRole('button', { name: 'Retry all 23' }).click()
    await page.getByRole('button', { name: 'Retry 23 tasks' }).click()
    await page.getByText('23 tasks were set to run again.').waitFor()
    await page.getByRole('heading', { name: '2 tasks failed' }).waitFor()
    assert.equal(server.calls.length, 1)
    assert.deepEqual(server.calls[0].body.filter.status, ['failed'])
    assert.match(server.calls[0].body.filter.cause, /warehouse.internal/)
    await cause.getByText('No space left on device').waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('r')
    await page.getByRole('dialog').getByText(/^2 failed tasks, and those/).waitFor()
    await page.getByRole('dialog').getByText('No space left on device').waitFor()
  })
})

test('the overview draws what ended and how much there was to do in the last hours', async () => {
  await at(night(), '', async (page) => {
    const chart = page.getByRole('region', { name: 'Throughput' })
    await chart.getByRole('img', { name: /tasks done and \d+ failed since/ }).waitFor()
    assert.equal(await chart.locator('.chart-done').count(), 72)
    await chart.getByRole('img', { name: /^\d+ tasks wait and \d run; at most \d+ in the last 6 hours/ }).waitFor()
    // Of a server that was started since.
    assert.equal(await chart.locator('.chart-pending').count(), 60)
    await chart.getByRole('link', { name: /failed/ }).click()
    await page.getByRole('heading', { name: 'History' }).waitFor()
  })
})

test('where a run found everything complete, the overview says so', async () => {
  const world = empty()
  const { run } = night().runs.find((one) => one.run.status === 'done')
  const before = { total: 3, done: 0, doneBefore: 3, failed: 0, running: 0, notRun: 0 }
  world.runs = [{ run: { ...run, roots: ['SalesReport_2019_04_25_0123456789'], counts: before }, bars: [] }]
  await at(world, '', async (page) => {
    await page.getByText('Nothing had to run').waitFor()
    await page.getByRole('link', { name: 'SalesReport_2019_04_25', exact: true }).click()
    await page.getByRole('heading', { name: 'SalesReport_2019_04_25' }).waitFor()
  })
})

test('the scheduler is paused after a question, and goes on from any page', async () => {
  await at(night(), '', async (page, server) => {
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click()
    await page.getByText('The scheduler is paused:').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Pause' }).count(), 0)
    await page.getByRole('link', { name: 'Runs' }).click()
    await page.getByRole('button', { name: 'Resume' }).click()
    await page.getByText('The scheduler is paused:').waitFor({ state: 'detached' })
    assert.deepEqual(server.calls.map((call) => call.path), ['scheduler/pause', 'scheduler/resume'])
  })
})

test('what has run much longer than usual is late', async () => {
  const world = night()
  const [first, second] = [...world.tasks.values()].filter((task) => task.status === 'running')
  const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString()
  Object.assign(first, { since: ago(40), expected: 600 })
  Object.assign(second, { since: ago(14), expected: 600 })
  await at(world, '', async (page) => {
    const running = page.getByRole('region', { name: 'Running now' })
    await running.getByText('1 late').waitFor()
    await running.getByText('late: usually 10 min').waitFor()
    assert.equal(await running.getByText('late: usually').count(), 1)
  })
})
