// Texts that want to be pages, in all that workers, tasks and people can say: they stay texts wherever they are shown.
// Arguments: the server's address, and the text, which a Java task says wherever it can.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { pythonWorker } from './python.mjs'
import { walk } from './walk.mjs'

const [address, text] = process.argv.slice(2)
const LINK = 'javascript:window.hurt=1'

await walk(address, async ({ page, go, goToTask, region, dialog, confirm, told, verdict }, server) => {
  const button = (name) => page.getByRole('button', { name, exact: true })
  const place = (view, subject, query = {}) => `${view}/${encodeURIComponent(subject)}?${new URLSearchParams(query)}`
  /** That the page shows the text `times` times or more, and that it is nothing but text. */
  async function holds(where, times = 1) {
    await page.waitForFunction(([wanted, least]) => document.querySelector('main').innerText.split(wanted).length > least, [text, times])
    await harmless(where)
  }
  async function harmless(where) {
    const found = await page.evaluate(() => ({
      hurt: window.hurt,
      elements: [...document.querySelectorAll('img:not(.brand img), script:not([src]), iframe, [onerror], [onload]')].map((one) => one.outerHTML),
      links: [...document.querySelectorAll('a')].filter((link) => !/^https?:$/.test(link.protocol)).map((link) => link.href),
    }))
    assert.deepEqual(found, { hurt: undefined, elements: [], links: [] }, where)
  }

  // A Python worker that is called so, with tasks that are.
  const params = { [text]: text }
  const [ended, waiting, running] = ['ended', 'waiting', 'running'].map((what) => ({ id: `${text}${what}`, family: text, params }))
  const python = await pythonWorker(address, text, { [text]: text, host: text, username: text, first_task: running.id })
  const rope = `${text}rope`
  const own = { resources: { [rope]: 1 } }
  await python.announce(ended, own)
  assert.equal((await python.work()).task_id, ended.id)
  await python.failed(ended, `Traceback:\n  ${text}\n${text}`)
  await python.announce(waiting, { ...own, deps: [ended.id] })
  await python.announce(running, own)
  assert.equal((await python.work()).task_id, running.id)
  await python.say(running, text)
  await python.watch(running, LINK)

  // The Java task says it too, and answers with it.
  const [says] = await server.tasks('Says')
  await goToTask(says.id)
  await verdict('Running')
  await page.getByText(LINK).waitFor()
  await region('Log').getByText(text).waitFor()
  await page.getByRole('textbox', { name: 'Message' }).fill(text)
  await button('Send').click()
  await region('Messages').getByText(`${text} → ${text}!`).waitFor()
  await verdict('Failed')
  await region('Error').getByText(text).first().waitFor()
  // A slash in a parameter makes no folder.
  await region('Outputs').getByText(`/out/${text.replaceAll('/', '%2F')}.txt`).waitFor()
  await holds('a Java task', 6)

  // What a worker refuses to make, it refuses with it.
  await go(place('start', 'Refuses', { 'p.day': '2026-03-02', 'p.text': text }))
  await page.getByRole('textbox', { name: /^text/ }).waitFor()
  await harmless('the form of a task')
  await button('Run it …').click()
  await dialog.getByRole('alert').getByText(text).waitFor()
  await harmless('what would run')
  await button('Leave it').click()
  await server.post('backfills', { family: 'Refuses', parameter: 'day', values: ['2026-03-02', '2026-03-03'], limit: 1, parameters: { text } })
  await go('runs')
  await region('Backfills').getByText('2 of 2 ended').or(region('Backfills').getByText('2 refused')).first().waitFor()
  await holds('a backfill', 2)

  await goToTask(ended.id)
  await page.locator('.verdict').getByText(text).waitFor()
  await holds('what a Python task said', 6)
  await confirm(button('Disable'), 'Disable')
  await verdict('Disabled')
  await go(place('resources', '', { name: rope }).replace('/?', '?'))
  await region(`Who uses ${rope}`).getByRole('link').first().waitFor()
  await confirm(page.getByRole('row', { name: rope }).getByRole('button', { name: 'Set amount' }), 'Set')
  await told('The amount was set.')

  const { workers } = await server.get('workers')
  const { runs } = await server.get('runs')
  for (const [hash, times] of [
    ['', 4], ['tasks', 3], ['families', 1], ['workers', 3], ['audit', 2], ['attempts', 3], ['runs', 2], ['calendar', 0],
    [place('task', waiting.id), 4], [place('task', running.id), 4], [place('graph', ended.id), 1], [place('calendar', text), 1], [place('start', text), 1], [place('start', 'Says'), 1],
    ...workers.map(({ id, labels }) => [place('worker', id), id === text || labels.place ? 1 : 0]),
    ...runs.map(({ id, user, family }) => [place('run', id), user === text || family === text ? 1 : 0]),
    ...['family', 'text', 'worker', 'user', 'cause'].map((name) => [place('tasks', '', { [name]: text }).replace('/?', '?'), 1]),
    ...['family', 'worker', 'task'].map((name) => [place('attempts', '', { [name]: text }).replace('/?', '?'), 1]),
    ...['family', 'root', 'user', 'host', 'text'].map((name) => [place('runs', '', { [name]: text }).replace('/?', '?'), name === 'text' ? 0 : 1]),
  ]) {
    await go(hash)
    await page.locator('main h1').first().waitFor()
    await page.waitForFunction(() => !document.querySelector('.loading'))
    await holds(hash, times)
  }
  assert.ok(workers.some(({ labels }) => labels.place === text), 'a label')
  assert.ok(runs.some(({ user }) => user === text), 'a user')

  await goToTask(ended.id, 'graph')
  await page.getByRole('application', { name: /Graph of 2 nodes/ }).waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), button('Save as SVG').click()])
  const svg = await readFile(await download.path(), 'utf8')
  assert.ok(svg.includes('&lt;img'))
  assert.ok(!/<img|<script/.test(svg))
}, { expected: /status of 409 .*submissions/ })
