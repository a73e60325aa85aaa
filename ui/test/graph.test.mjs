// The graph of a task.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, idOf } from './views.mjs'
import { many, night } from './world.mjs'

test('the graph is drawn, searched, folded by family and saved', async () => {
  const world = night()
  await at(world, `graph/${encodeURIComponent(idOf(world, 'MonthlyReport'))}`, async (page) => {
    await page.getByRole('application', { name: /Graph of 62 nodes/ }).waitFor()
    await page.getByLabel('Find in the graph').fill('Daily')
    await page.getByText('30 found').waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as SVG' }).click()])
    assert.equal(download.suggestedFilename(), 'graph.svg')
    await page.getByLabel('Nodes', { exact: true }).selectOption('family')
    await page.getByRole('application', { name: /Graph of 4 nodes/ }).waitFor()
    assert.match(page.url(), /by=family/)
  })
})

test('the graph marks what it hangs on, and its small picture leads to what is out of sight', async () => {
  const world = night()
  const report = encodeURIComponent(idOf(world, 'MonthlyReport'))
  await at(world, `graph/${report}`, async (page, server) => {
    const key = page.getByRole('button', { name: /^Critical path/ })
    // An export, its statistics, the report and the mail.
    await key.getByText('4 tasks').waitFor()
    const graph = page.getByRole('application')
    const picture = () => graph.locator('canvas').nth(1).evaluate((canvas) => canvas.toDataURL())
    const marked = await picture()
    await key.click()
    assert.equal(await key.getAttribute('aria-pressed'), 'false')
    assert.match(page.url(), /path=off/)
    await page.waitForFunction((before) => document.querySelectorAll('.graph-canvas > canvas')[1].toDataURL() !== before, marked)
    await graph.focus()
    for (let n = 0; n < 4; n++) await page.keyboard.press('+')
    const seen = page.locator('.minimap-seen')
    const left = () => seen.evaluate((one) => Number.parseFloat(one.style.left))
    const { x, y, width, height } = await page.getByRole('img', { name: 'All of the graph' }).boundingBox()
    await page.mouse.click(x + width - 12, y + height / 2)
    assert.ok((await left()) > width / 2)
    await page.mouse.click(x + 12, y + height / 2)
    assert.ok((await left()) < width / 2)
    await page.getByRole('button', { name: 'Show all' }).click()
    await seen.waitFor({ state: 'detached' })
    const mail = idOf(world, 'MailReport')
    world.tasks.get(mail).status = 'done'
    server.tell({ tasks: [mail] })
    await key.getByText('3 tasks').waitFor()
    await page.evaluate((id) => { location.hash = `#/graph/${id}?run=7b20` }, report)
    await page.getByTitle('What the length of the run hangs on').getByText('4 tasks').waitFor()
  })
})

test('what is chosen and unfolded is in the address, and stays chosen when the nodes are others', async () => {
  const world = night()
  const report = encodeURIComponent(idOf(world, 'MonthlyReport'))
  await at(world, `graph/${report}?by=family&chosen=DailyStatistics`, async (page) => {
    const card = page.getByRole('complementary', { name: 'Chosen' })
    await card.getByRole('button', { name: /^Unfold \d+ tasks/ }).waitFor()
    await page.getByLabel('Nodes', { exact: true }).selectOption('task')
    await card.getByText(/^DailyStatistics\(/).waitFor()
    await page.getByLabel('Nodes', { exact: true }).selectOption('family')
    await card.getByRole('button', { name: /^Unfold/ }).click()
    await card.getByText(/^DailyStatistics\(/).waitFor()
    assert.match(page.url(), /open=DailyStatistics/)
    const find = page.getByLabel('Find in the graph')
    await find.fill('DailyStatistics')
    await page.getByText(/^\d\d found/).waitFor()
    await find.press('Enter')
    await find.press('Enter')
    await page.waitForFunction(() => /node=DailyStatistics_/.test(location.hash))
    const chosen = await card.locator('b').textContent()
    await page.reload()
    await card.locator('b').waitFor()
    assert.equal(await card.locator('b').textContent(), chosen)
    await page.getByRole('button', { name: 'Fold all' }).waitFor()
  })
})

test('a graph of more than is read at once says so, and more is read when asked', async () => {
  await at(many(24_000), 'graph/Step_23999?direction=dependencies', async (page) => {
    await page.getByRole('application', { name: /Graph of 12 nodes/ }).waitFor()
    await page.getByText('20,000 tasks, the nearest of more').waitFor()
    await page.getByRole('button', { name: 'Read up to 100,000' }).click()
    await page.getByText(/^2[1-4],\d{3} tasks$/).waitFor()
    assert.match(page.url(), /most=all/)
    await page.getByRole('button', { name: 'Read up to 100,000' }).waitFor({ state: 'detached' })
    await page.getByLabel('Nodes', { exact: true }).selectOption('task')
    await page.getByRole('application', { name: /Graph of 2[1-4]\d{3} nodes/ }).waitFor()
  })
})
