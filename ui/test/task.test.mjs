// One task.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, taskPlace } from './views.mjs'
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

test('a task shows how long its like took on other dates, and itself among them', async () => {
  const world = night()
  const took = (task, seconds, ending = 'done') => ({ task: task.id, family: task.family, parameters: task.parameters, attempt: 1, worker: 'worker-1', host: 'batch01', started: new Date(world.now - seconds * 1_000).toISOString(), ended: new Date(world.now).toISOString(), ending })
  const [first, second, third, other] = [...world.tasks.values()].filter((task) => task.family === 'ExportOrders')
  world.attempts = [took(first, 90), took(first, 7_000, 'failed'), took(second, 60), took(third, 240), took({ ...other, parameters: { ...other.parameters, source: 'archive' } }, 9_000)]
  await at(world, `task/${encodeURIComponent(first.id)}`, async (page) => {
    const trend = page.getByRole('region', { name: 'How long it takes' })
    await trend.getByText('Usually 1 min 30 s, at most 4 min, of the last 3 good attempts; this one took 1 min 30 s.').waitFor()
    assert.equal(await trend.locator('.own').count(), 1)
    await trend.getByRole('link', { name: '4 min' }).click()
    assert.match(decodeURIComponent(page.url()), new RegExp(`${third.id}$`))
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

test('a long log is searched, shown around what was found, and read back from its end', async () => {
  const world = night()
  const task = [...world.tasks.values()].find((one) => one.status === 'failed')
  const lines = Array.from({ length: 60_000 }, (_, i) => `line ${i} of a long night`)
  lines[20_000] = 'Ünusual <b>Fault</b> (a'
  world.logs = { [task.id]: { [task.attempts]: lines.join('\n') } }
  await at(world, `task/${encodeURIComponent(task.id)}`, async (page) => {
    const log = page.getByRole('region', { name: 'Log' })
    const text = log.locator('pre')
    await text.getByText('line 59999 of').waitFor()
    assert.match(await log.getByRole('link', { name: 'Download' }).getAttribute('href'), /\/log\/whole$/)

    await log.getByLabel('Find in the log').fill('ÜNUSUAL <b>fault</b> (')
    const found = log.getByRole('list', { name: 'Found in the log' })
    assert.equal(await found.locator('mark').textContent(), 'Ünusual <b>Fault</b> (')
    await found.getByRole('button').click()
    await text.locator('mark').waitFor()
    assert.equal(await text.locator('mark').textContent(), `${lines[20_000]}\n`)
    const [line, around] = [await text.locator('mark').boundingBox(), await text.boundingBox()]
    assert.ok(line.y >= around.y && line.y + line.height <= around.y + around.height, 'the line is in sight')
    assert.match(await text.textContent(), /line 19999 of a long night\nÜnusual[^]*\nline 20001 of/)

    const before = (await text.textContent()).length
    await log.getByRole('button', { name: 'Show earlier' }).click()
    await page.waitForFunction((n) => document.querySelector('section[aria-label=Log] pre').textContent.length > n, before)
    const shown = await text.textContent()
    assert.ok(lines.join('\n').includes(shown), 'what is shown is one part of the log')
    assert.equal(await text.locator('mark').textContent(), `${lines[20_000]}\n`)
    await log.getByRole('button', { name: 'Show later' }).click()
    await page.waitForFunction((n) => document.querySelector('section[aria-label=Log] pre').textContent.length > n, shown.length)
    assert.ok(lines.join('\n').includes(await text.textContent()), 'what is shown is one part of the log')
    assert.equal(await text.locator('mark').textContent(), `${lines[20_000]}\n`)

    await log.getByRole('button', { name: 'Back to the end' }).click()
    await text.getByText('line 59999 of').waitFor()
    await log.getByRole('button', { name: 'Back to the end' }).waitFor({ state: 'detached' })
    await log.getByLabel('Find in the log').fill('of a long')
    await log.getByText('The first 100 lines').waitFor()
    await found.getByRole('button', { name: 'Find more' }).click()
    await log.getByText('The first 200 lines').waitFor()
  })
})

const logOf = (page) => page.getByRole('region', { name: 'Log' })
const linesOf = (page) => logOf(page).locator('pre')

/** Waits until the log's text is one that `is` says yes to. */
async function untilText(page, is, what) {
  for (;;) {
    const text = await linesOf(page).textContent()
    if (is(text)) return text
    await page.waitForFunction((before) => document.querySelector('section[aria-label=Log] pre')?.textContent !== before, text).catch((e) => { throw new Error(`${what} did not come: ${e.message}`) })
  }
}

const areLinesWhole = (page) => linesOf(page).locator('.lines').evaluateAll((blocks) => blocks.slice(0, -1).every((block) => block.textContent.endsWith('\n')))

test('what a running task logs appears without being asked for, and goes on where it was', async () => {
  const world = night()
  const task = [...world.tasks.values()].find((one) => one.status === 'running')
  await at(world, `task/${encodeURIComponent(task.id)}`, async (page, server) => {
    await page.locator('h1').waitFor()
    await server.followed()
    server.write(task.id, task.attempts, 'first line\n')
    await linesOf(page).getByText('first line').waitFor()
    await logOf(page).getByText('as it is written').waitFor()
    server.write(task.id, task.attempts, '\u001b[31mred')
    await linesOf(page).locator('.ansi-red').waitFor()
    server.write(task.id, task.attempts, ' and more\u001b[0m\n 10 %\r 20 %\r100 %\n')
    await untilText(page, (text) => text === 'first line\nred and more\n100 %\n', 'the line that was written over')
    assert.equal(await linesOf(page).locator('.ansi-red').textContent(), 'red and more')

    const again = page.waitForRequest(/\/log\/live\?offset=\d/)
    for (const one of server.followers) one.response.destroy()
    await again
    server.write(task.id, task.attempts, 'after the loss\n')
    await untilText(page, (text) => text === 'first line\nred and more\n100 %\nafter the loss\n', 'what came after the loss, and once')

    server.endLogs()
    await logOf(page).getByText('as it is written').waitFor({ state: 'detached' })
    assert.deepEqual(server.requests.filter((path) => path.includes('/log')), [], 'nothing is asked for but the stream')
  }, { expected: /ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE/ })
})

test('of a log that grows the page keeps a million characters, and who looks at the end sees the end', async () => {
  const world = night()
  const task = [...world.tasks.values()].find((one) => one.status === 'running')
  await at(world, `task/${encodeURIComponent(task.id)}`, async (page, server) => {
    const whole = Array.from({ length: 30_000 }, (_, i) => `line ${i} ${'x'.repeat(40)}\n`)
    await server.followed()
    const all = whole.join('')
    for (let i = 0; i < all.length; i += 25_003) server.write(task.id, task.attempts, all.slice(i, i + 25_003))
    const text = await untilText(page, (shown) => shown.endsWith(whole.at(-1)), 'the last line')
    assert.ok(text.length <= 1_000_000 && text.length > 950_000, `${text.length} characters`)
    assert.ok(all.endsWith(text), 'what is shown is the end')
    assert.ok(text.startsWith('line '), 'lines are whole')
    assert.ok(await areLinesWhole(page), 'no line is broken where a piece ended')
    await linesOf(page).evaluate((pre) => new Promise((done) => {
      const look = () => (pre.scrollHeight - pre.scrollTop - pre.clientHeight < 4 ? done() : requestAnimationFrame(look))
      look()
    }))
    await linesOf(page).evaluate((pre) => { pre.scrollTop = 1_000 })
    server.write(task.id, task.attempts, 'one more\n')
    await untilText(page, (shown) => shown.endsWith('one more\n'), 'one more line')
    assert.ok(await linesOf(page).evaluate((pre) => pre.scrollHeight - pre.scrollTop - pre.clientHeight > 10_000), 'who looks elsewhere goes on looking there')
  })
})

test('what was found stays marked while earlier and later parts take the place of others', async () => {
  const world = night()
  const task = [...world.tasks.values()].find((one) => one.status === 'failed')
  const lines = Array.from({ length: 60_000 }, (_, i) => `line ${i} ä ${'x'.repeat(40)}\n`)
  lines[30_000] = 'the <i>needle</i>\n'
  const whole = lines.join('')
  world.logs = { [task.id]: { [task.attempts]: whole } }
  await at(world, `task/${encodeURIComponent(task.id)}`, async (page) => {
    const log = logOf(page)
    await log.getByLabel('Find in the log').fill('needle')
    await log.getByRole('list', { name: 'Found in the log' }).getByRole('button').click()
    await linesOf(page).locator('mark').waitFor()
    let text = await linesOf(page).textContent()
    const press = async (name) => {
      await log.getByRole('button', { name, exact: true }).click()
      text = await untilText(page, (shown) => shown !== text, name)
      assert.ok(whole.includes(text), 'what is shown is one part of the log')
      assert.ok(text.length <= 1_000_000, `${text.length} characters`)
      return linesOf(page).locator('mark').count()
    }
    for (let i = 0; i < 6; i++) assert.equal(await press('Show earlier'), 1)
    for (let i = 0; i < 6; i++) assert.equal(await press('Show later'), 1)
    assert.equal(await linesOf(page).locator('mark').textContent(), lines[30_000])
    assert.ok(await areLinesWhole(page), 'no line is broken where a part ended')
    let marks = 1
    for (let i = 0; i < 12 && marks; i++) marks = await press('Show later')
    assert.equal(marks, 0, 'what is shown is limited, so that the line is gone at last')
    assert.equal(await log.getByRole('list', { name: 'Found in the log' }).locator('[aria-current]').count(), 0)
    await log.getByRole('list', { name: 'Found in the log' }).getByRole('button').click()
    await linesOf(page).locator('mark').waitFor()
    text = await linesOf(page).textContent()
    marks = 1
    for (let i = 0; i < 12 && marks; i++) marks = await press('Show earlier')
    assert.equal(marks, 0, 'and so it is at the other end')
  })
})

test('a task says where its results are, one that nobody can make what it waits for, and a task of Luigi nothing', async () => {
  const world = night()
  const long = `/data/${'a-rather-long-name/'.repeat(12)}part.csv`
  const show = (family, more) => Object.assign([...world.tasks.values()].find((task) => task.family === family), more)
  show('TrainForecast', { outputs: ['https://models.example.com/forecast', 'javascript:window.hurt=1', '<b>warehouse:forecast</b>', long] })
  show('MonthlyReport', { runnable: false, outputs: ['/incoming/feed.csv'] })
  show('MailReport', { able: ['Worker(salt=1, workers=1, host=batch01, username=thandi, pid=7)'] })
  const size = { viewport: { width: 375, height: 700 } }
  await at(world, taskPlace(world, 'TrainForecast'), async (page) => {
    const outputs = page.getByRole('region', { name: 'Outputs' })
    await outputs.getByRole('heading', { name: 'Outputs', exact: true }).waitFor()
    assert.deepEqual(await outputs.locator('.mono').allTextContents(), ['https://models.example.com/forecast', 'javascript:window.hurt=1', '<b>warehouse:forecast</b>', long])
    assert.deepEqual(await outputs.getByRole('link').evaluateAll((all) => all.map((one) => one.href)), ['https://models.example.com/forecast'])
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied = text } } }))
    await outputs.getByRole('button', { name: 'Copy' }).last().click()
    await page.getByText('Copied.').waitFor()
    assert.equal(await page.evaluate(() => window.copied), long)
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'a long path is wrapped')
  }, size)
  await at(world, taskPlace(world, 'MonthlyReport'), async (page) => {
    const outputs = page.getByRole('region', { name: 'Outputs' })
    await outputs.getByRole('heading', { name: 'Waits for', exact: true }).waitFor()
    await outputs.getByText('/incoming/feed.csv').waitFor()
  })
  await at(world, taskPlace(world, 'MailReport'), async (page) => {
    const chain = page.getByRole('region', { name: 'What holds it up' })
    await chain.getByText('/incoming/feed.csv').waitFor()
    await chain.getByRole('button', { name: 'Copy' }).waitFor()
  })
  await at(world, taskPlace(world, 'ExportOrders'), async (page) => {
    await page.getByRole('region', { name: 'Outputs' }).getByRole('heading', { name: 'Output', exact: true }).waitFor()
  })
  await at(world, taskPlace(world, 'MailReport'), async (page) => {
    await page.getByRole('region', { name: 'Outputs' }).getByText("Luigi's workers do not say what a task outputs.").waitFor()
  })
  await at(world, taskPlace(world, 'DailyStatistics'), async (page) => {
    await page.getByRole('region', { name: 'Facts' }).waitFor()
    assert.equal(await page.getByRole('region', { name: 'Outputs' }).count(), 0)
  })
})
