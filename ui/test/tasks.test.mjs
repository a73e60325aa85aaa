// The list of tasks.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at } from './views.mjs'
import { many, night } from './world.mjs'

test('the list filters by what its address says, and keeps the address true', async () => {
  await at(night(), 'tasks?status=failed', async (page) => {
    await page.getByText('25 tasks', { exact: true }).waitFor()
    await page.getByRole('button', { name: /^Disabled/ }).click()
    await page.getByText('26 tasks', { exact: true }).waitFor()
    await page.getByLabel('Family').selectOption('TrainForecast')
    await page.getByText('1 task', { exact: true }).waitFor()
    assert.match(page.url(), /status=failed%2Cdisabled&family=TrainForecast/)
    await page.keyboard.press('/')
    await page.keyboard.type('no such thing')
    await page.keyboard.press('Enter')
    await page.getByText('No task matches').waitFor()
  })
})

test('the list is narrowed to what a person wants, and to what failed for one cause, which actions heed', async () => {
  await at(night(), '', async (page, server) => {
    await page.locator('article.cause').nth(1).getByRole('link', { name: 'ExportOrders', exact: true }).click()
    await page.getByRole('heading', { name: /^Tasks failed or disabled, of ExportOrders, that failed for “java.nio/ }).waitFor()
    await page.getByText('2 tasks', { exact: true }).waitFor()
    await page.getByRole('button', { name: /^Disabled/ }).click()
    await page.getByRole('group', { name: 'Do to many' }).getByRole('button', { name: 'Retry' }).click()
    await page.getByRole('button', { name: 'Retry 2 tasks' }).click()
    await page.getByText('2 tasks were set to run again.').waitFor()
    assert.match(server.calls[0].body.filter.cause, /No space left on device/)
    await page.getByRole('button', { name: /^Remove: cause/ }).click()
    await page.getByRole('button', { name: /^Failed/ }).click()
    await page.getByLabel('Family').selectOption('')
    await page.getByLabel('Wanted by').selectOption('thandi')
    await page.getByText('4 tasks', { exact: true }).waitFor()
    assert.match(page.url(), /user=thandi$/)
  })
})

test('the list is narrowed to what changed in a time, and a search keeps what the list is narrowed to', async () => {
  const world = night()
  const lately = (time) => [...world.tasks.values()].filter((task) => Date.parse(task.updated) >= world.now - time).length
  await at(world, 'tasks', async (page) => {
    await page.getByLabel('Changed', { exact: true }).selectOption('PT1H')
    await page.getByRole('heading', { name: 'Tasks changed in the last hour' }).waitFor()
    await page.getByText(`${lately(3_600_000)} tasks`, { exact: true }).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('ExportOrders source=warehouse')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Tasks with “ExportOrders source=warehouse”, changed in the last hour' }).waitFor()
    assert.match(page.url(), /from=PT1H&text=ExportOrders\+source%3Dwarehouse$/)
    await page.getByRole('button', { name: /^Remove: text/ }).click()
    await page.getByLabel('Changed', { exact: true }).selectOption('between')
    await page.getByLabel('From', { exact: true }).fill(await page.getByLabel('From', { exact: true }).inputValue())
    await page.getByLabel('Until', { exact: true }).fill('2000-01-01T10:00')
    await page.getByText('No task matches').waitFor()
    assert.match(decodeURIComponent(page.url()), /until=(1999-12-31|2000-01-01)T\d\d:00:00.000Z/)
    await page.getByLabel('Changed', { exact: true }).selectOption('')
    await page.getByRole('heading', { name: 'All tasks' }).waitFor()
  })
})

test('a hundred thousand tasks are scrolled through, and only the rows in sight exist', async () => {
  await at(many(100_000), 'tasks', async (page) => {
    await page.getByRole('listitem').first().waitFor()
    await page.waitForFunction(() => {
      const list = document.querySelector('.virtual')
      list.scrollTop = list.scrollHeight
      return Number.parseInt(document.querySelector('.foot').textContent.replace(',', ''), 10) >= 4_000
    })
    assert.ok((await page.locator('.virtual-row').count()) < 80)
    await page.getByRole('listitem', { name: '' }).filter({ hasText: /n=9/ }).first().waitFor()
  })
})
