// Measures the pages of a server that has many tasks. Run by bench/ui: node test/measure.mjs ADDRESS ID, where ID has the largest graph.
// What it wants to happen meanwhile it says in a line that begins with '>': '> changes' and '> quiet'.
import { browser, frames, interaction, memory, millis, open, show } from './measuring.mjs'

const [address, id] = process.argv.slice(2)
const TIMES = 5

const OVERVIEW = "document.querySelector('.tile .num') && document.querySelector('[aria-label=Throughput]')"
const TASKS = "document.querySelectorAll('.virtual-row .taskrow').length > 10 && document.querySelector('.chip')"

async function firstView(what, hash, ready) {
  const times = []
  for (let n = 0; n < TIMES; n++) {
    const page = await open(address, hash, ready)
    times.push(await page.evaluate(() => window.readyAt))
    await page.context().close()
  }
  show(`first view, ${what}`, millis(times), 'under 1,000 ms')
}

await firstView('overview', '', OVERVIEW)
await firstView('tasks', 'tasks', TASKS)

const tasks = await open(address, 'tasks', TASKS)
const rows = "!document.querySelector('.foot').textContent.startsWith('Loading')"
const filters = ["location.hash = '#/tasks?status=pending'", "location.hash = '#/tasks?text=index%3D77'", "location.hash = '#/tasks?status=pending&text=Cell_99'", "location.hash = '#/tasks?status=done'", "location.hash = '#/tasks'"]
const headings = ['Tasks pending', 'Tasks with “index=77”', 'Tasks pending, with “Cell_99”', 'Tasks done', 'All tasks']
show('filter, to the rows', millis(await interaction(tasks, filters, headings.map((text) => `document.querySelector('h1').textContent === '${text}' && ${rows}`))), 'under 100 ms')
show('filter, to the next frame', millis(await interaction(tasks, filters, headings.map((text) => `document.querySelector('h1').textContent === '${text}'`))), 'under 100 ms')
const key = (name) => `document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '${name}', bubbles: true }))`
show('a row down or up', millis(await interaction(tasks, ['j', 'j', 'j', 'k', 'k'].map(key), 'true')), 'under 100 ms')
show('scroll by 5,000 rows', millis(await interaction(tasks, Array(5).fill("document.querySelector('.virtual').scrollTop += 34 * 5000"), 'true')), 'under 100 ms')
// There and back, as the first time is another.
const [there, back] = [[], []]
for (let n = 0; n < TIMES; n++) {
  there.push(await interaction(tasks, ["location.hash = '#/task/ID'".replace('ID', encodeURIComponent(id))], "document.querySelector('.verdict')"))
  back.push(await interaction(tasks, ["location.hash = '#/'"], OVERVIEW))
}
show('open a task', millis(there.flat()), 'under 100 ms')
show('to the overview', millis(back.flat()), 'under 100 ms')

for (const [what, hash, ready] of [['tasks', 'tasks?sort=updated', TASKS], ['overview', '', OVERVIEW]]) {
  const page = await open(address, hash, ready)
  await frames(page, `${what}, nothing changes`)
  console.log('> changes')
  await frames(page, `${what}, 1,000 changes/s`)
  if (hash) {
    for (const name of ['j', 'j', 'k', 'j', 'k']) await page.keyboard.press(name)
    await page.locator('.chip').first().click()
    await page.locator('.chip').first().click()
    await page.waitForFunction(() => window.slow.length >= 0)
    show(`${what}, meanwhile keys and clicks`, `at most ${Math.max(16, ...(await page.evaluate(() => window.slow)))} ms`, 'under 100 ms')
  }
  console.log('> quiet')
  await memory(page, `${what}, memory`)
  await page.context().close()
}
await tasks.context().close()

const CANVAS = "document.querySelector('.graph-canvas')"
const graph = await open(address, `graph/${encodeURIComponent(id)}?direction=dependencies`, CANVAS)
show('graph, by family, drawn after', millis([await graph.evaluate(() => window.readyAt)]))
await graph.evaluate(() => { location.hash += '&by=task' })
const began = Date.now()
await graph.waitForFunction(() => /Graph of \d{4,} nodes/.test(document.querySelector('.graph-canvas')?.getAttribute('aria-label') ?? ''))
show('graph, each task, laid out after', `${Date.now() - began} ms: ${/\d+ nodes/.exec(await graph.locator('.graph-canvas').getAttribute('aria-label'))[0]}`)
await graph.evaluate(() => {
  const turn = () => {
    const canvas = document.querySelector('.graph-canvas')
    canvas?.dispatchEvent(new KeyboardEvent('keydown', { key: Math.random() < 0.5 ? 'ArrowLeft' : 'ArrowRight', bubbles: true }))
    if (canvas) requestAnimationFrame(turn)
  }
  turn()
})
await frames(graph, 'graph, moved without a graphics card', 'at least 30')
await memory(graph, 'graph, memory')
await browser.close()
