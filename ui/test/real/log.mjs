// What two tasks log, one of them in a JVM of its own, while they run and the server is killed, and is started again by whoever takes this walk,
// when it says so. Arguments: the server's address, the id of its process, and a file whose lines both tasks log, up to "end".
import assert from 'node:assert/strict'
import { appendFile } from 'node:fs/promises'
import { walk } from './walk.mjs'

const [address, process_, file] = process.argv.slice(2)
const LINES = 10

await walk(address, async ({ page, goToTask, region, verdict }, server) => {
  const asked = []
  page.on('request', (request) => { if (/\/log(\?|$)/.test(request.url())) asked.push(request.url()) })
  const text = region('Log').locator('pre')
  let said = 0
  /** Has a line logged, and says how long it takes until it is seen. */
  async function line() {
    const words = `line ${said++} of the watch`
    const began = performance.now()
    await appendFile(file, `${words}\n`)
    await page.waitForFunction((wanted) => document.querySelector('section[aria-label=Log] pre')?.textContent.includes(wanted), `${words}\n`)
    return performance.now() - began
  }
  const numbers = async () => (await text.textContent()).match(/line \d+ of the watch/g).map((one) => Number(one.split(' ')[1]))

  const tasks = []
  for (const family of ['Here', 'Apart']) {
    const [{ id }] = await server.tasks(family)
    tasks.push(id)
    await goToTask(id)
    await verdict('Running')
    const times = [await line()]
    await region('Log').getByText('as it is written').waitFor()
    for (let i = 0; i < LINES; i++) times.push(await line())
    times.sort((a, b) => a - b)
    console.log(`lines of ${family} were seen after ${times[times.length >> 1].toFixed(0)} ms, at most ${times.at(-1).toFixed(0)} ms`)
    assert.deepEqual(await numbers(), Array.from({ length: said }, (_, i) => i))
  }

  process.kill(Number(process_), 'SIGKILL')
  await region('Log').getByText('trying again').waitFor()
  await appendFile(file, `line ${said++} of the watch\nline ${said++} of the watch\n`)
  console.log('The server may come back.')
  await region('Log').getByText('as it is written').waitFor()
  await line()
  assert.deepEqual(await numbers(), Array.from({ length: said }, (_, i) => i), 'nothing is missing and nothing is there twice')

  await appendFile(file, 'end\n')
  await verdict('Done')
  await region('Log').getByText('as it is written').waitFor({ state: 'detached' })
  assert.deepEqual(await numbers(), Array.from({ length: said }, (_, i) => i))
  assert.deepEqual(asked, [], 'the page asks for nothing but the stream')
  // Whoever comes later reads what is kept.
  await goToTask(tasks[0])
  await text.getByText(`line ${said - 1} of the watch`).waitFor()
  assert.deepEqual(await numbers(), Array.from({ length: said }, (_, i) => i))
  assert.equal(asked.length, 1)
}, { expected: /net::ERR/ })
