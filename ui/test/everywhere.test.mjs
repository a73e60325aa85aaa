// What holds for every view.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serve } from './fixture.mjs'
import { at, browse } from './views.mjs'
import { empty, hostile, night } from './world.mjs'

test('an empty server says what to do next', async () => {
  for (const [hash, text] of [['', 'No worker has announced a task yet'], ['tasks', 'No task matches'], ['workers', 'No worker is connected'], ['resources', 'No task asks for a resource'], ['families', 'No worker has announced'], ['attempts', 'No attempt has ended'], ['runs', 'Nobody has run anything yet'], ['calendar', 'No worker has announced a task yet'], ['calendar/Gone', 'No parameter of Gone is a date'], ['audit', 'Nobody did anything'], ['nonsense', 'There is no such page']]) {
    await at(empty(), hash, (page) => page.getByText(text).waitFor())
  }
  for (const [hash, more] of [['task/gone', 'See its attempts'], ['worker/gone', 'See what it ran']]) {
    await at(empty(), hash, async (page) => {
      await page.getByText('There is nothing at').waitFor()
      await page.getByRole('heading', { name: 'gone' }).waitFor()
      await page.getByRole('link', { name: more }).waitFor()
    }, { expected: /404/ })
  }
})

test('hostile texts stay texts in every view', async () => {
  const world = hostile()
  const tasks = [...world.tasks.keys()]
  const places = ['', 'tasks', 'families', 'start', ...Object.keys(world.forms).map((family) => `start/${encodeURIComponent(family)}`), 'workers', 'resources', 'attempts', 'audit', 'runs', 'run/r0', 'run/r1', ...[...world.tasks.values()].slice(0, 20).map((task) => `calendar/${encodeURIComponent(task.family)}`), ...tasks.slice(-20).map((id) => `task/${encodeURIComponent(id)}`), ...tasks.slice(-2).map((id) => `graph/${encodeURIComponent(id)}`), ...[...world.workers.keys()].map((id) => `worker/${encodeURIComponent(id)}`)]
  const server = await serve(world)
  await browse(server.url, async (page) => {
    for (const place of places) {
      await page.evaluate((hash) => { location.hash = hash }, `#/${place}`)
      await page.locator('main h1').first().waitFor()
      await page.waitForFunction(() => !document.querySelector('.loading'))
      const found = await page.evaluate(() => ({
        hurt: window.hurt,
        elements: document.querySelectorAll('main img, main script, main svg[onload], main [onerror]').length,
        links: [...document.querySelectorAll('a')].filter((link) => !/^https?:$/.test(link.protocol)).map((link) => link.href),
      }))
      assert.deepEqual(found, { hurt: undefined, elements: 0, links: [] }, place)
    }
  })
  server.close()
})
