// Every view and action in a real Chromium.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch, withPage } from './browser.mjs'
import { serve } from './fixture.mjs'
import { empty, hostile, many, night, ran } from './world.mjs'

let browser
before(async () => {
  browser = await launch()
})
after(() => browser.close())

/** Serves `world`, opens `hash` in it and runs `use`. */
async function at(world, hash, use, options = {}) {
  const server = await serve(world, options.base)
  try {
    await withPage(browser, `${server.url}#/${hash}`, (page) => use(page, server), options)
  } finally {
    server.close()
  }
}

const idOf = (world, family) => [...world.tasks.values()].find((task) => task.family === family).id
const taskPlace = (world, family) => `task/${encodeURIComponent(idOf(world, family))}`

test('the overview says what is broken, since when, what it holds up, and retries all of a cause', async () => {
  await at(night(), '', async (page, server) => {
    await page.getByRole('heading', { name: '25 tasks failed' }).waitFor()
    const cause = page.locator('article.cause').first()
    await cause.getByText('ConnectionError: could not connect to warehouse.internal').waitFor()
    await cause.getByText('23 tasks').waitFor()
    await cause.getByText(/holds up at least \d+ tasks/).waitFor()
    await cause.getByRole('button', { name: 'Retry all 23' }).click()
    await page.getByRole('button', { name: 'Retry 23 tasks' }).click()
    await page.getByText('23 tasks were set to run again.').waitFor()
    await page.getByRole('heading', { name: '2 tasks failed' }).waitFor()
    assert.equal(server.calls.length, 1)
    assert.equal(server.calls[0].body.filter.ids.length, 23)
    await cause.getByText('No space left on device').waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('r')
    await page.getByRole('dialog').getByText('2 failed tasks.').waitFor()
    await page.getByRole('dialog').getByText('No space left on device').waitFor()
  })
})

test('the overview draws what ended in the last hours', async () => {
  await at(night(), '', async (page) => {
    const chart = page.getByRole('region', { name: 'Throughput' })
    await chart.getByRole('img', { name: /tasks done and \d+ failed since/ }).waitFor()
    assert.equal(await chart.locator('.chart-done').count(), 72)
    await chart.getByRole('link', { name: /failed/ }).click()
    await page.getByRole('heading', { name: 'History' }).waitFor()
  })
})

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

test('a resource names who holds it and who is next', async () => {
  await at(night(), 'resources?name=warehouse', async (page) => {
    const use = page.getByRole('region', { name: 'Who uses warehouse' })
    await use.getByText('LoadCustomers(0)').waitFor()
    await use.getByText('LoadCustomers(5)').waitFor()
  })
})

test('workers of other code are told', async () => {
  await at({ ...night(), codeMismatches: ['Family Export was announced by other code'] }, 'workers', async (page) => {
    await page.getByText('1 family is run by other code than announced them').click()
    await page.getByText('Family Export was announced by other code').waitFor()
  })
})

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

test('keys move in the list, choose and open', async () => {
  await at(night(), 'tasks', async (page, server) => {
    await page.getByRole('listitem').first().waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.getByText('1 task chosen').waitFor()
    await page.getByRole('button', { name: 'Disable', exact: true }).click()
    await page.getByRole('button', { name: 'Disable 1 task' }).click()
    await page.getByText('1 task was disabled.').waitFor()
    assert.equal(server.calls[0].body.filter.ids.length, 1)
    await page.keyboard.press('k')
    await page.keyboard.press('Enter')
    await page.getByRole('region', { name: 'Facts' }).waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog').getByText('Search tasks').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('g')
    await page.keyboard.press('w')
    await page.getByRole('heading', { name: 'Workers' }).waitFor()
  })
})

test('workers are drained and their slots set, resources set, the scheduler resumed', async () => {
  const world = night()
  world.paused = true
  await at(world, 'workers', async (page, server) => {
    await page.getByRole('button', { name: 'Resume' }).click()
    const row = page.getByRole('row', { name: /worker-2/ })
    await row.getByRole('button', { name: 'Slots' }).click()
    await page.getByLabel('Tasks that it runs at once').fill('9')
    await page.getByRole('button', { name: 'Set', exact: true }).click()
    await row.getByText('/ 9').waitFor()
    await row.getByRole('button', { name: 'Drain' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Drain' }).click()
    await row.getByText('Drained').waitFor()
    await page.getByRole('link', { name: 'Resources' }).click()
    await page.getByRole('row', { name: /gpu/ }).getByRole('button').click()
    await page.getByLabel('How much there is').fill('7')
    await page.getByRole('button', { name: 'Set', exact: true }).click()
    await page.getByText('0 / 7').waitFor()
    assert.deepEqual(server.calls.map((call) => call.path), ['scheduler/resume', 'workers/worker-2/slots', 'workers/worker-2/disable', 'resources/gpu'])
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
})

test('who may only look sees no buttons, and no audit', async () => {
  const world = night()
  world.session = { name: 'lerato', role: 'viewer' }
  for (const hash of ['', 'tasks?status=failed', taskPlace(world, 'MailReport'), 'workers', 'resources']) {
    await at(world, hash, async (page) => {
      await page.getByText('lerato').waitFor()
      await page.locator('main').getByRole('link').first().or(page.getByText('warehouse')).first().waitFor()
      assert.equal(await page.getByRole('button', { name: /^(Retry|Run again|Cancel|Disable|Enable|Mark|Drain|Slots|Set amount|Change|Resume)\b/ }).count(), 0)
      assert.equal(await page.getByRole('link', { name: 'Audit' }).count(), 0)
    })
  }
})

test('one signs in, is told of a wrong password, and signs out', async () => {
  const world = night()
  world.session = { name: 'thandi', role: 'operator' }
  const server = await serve(world)
  server.state.password = 'right'
  const refused = /status of 401/
  await withPage(browser, server.url, async (page) => {
    await page.getByLabel('Name').fill('thandi')
    await page.getByLabel('Password').fill('wrong')
    await page.keyboard.press('Enter')
    await page.getByText('The name or the password is wrong.').waitFor()
    await page.getByLabel('Password').fill('right')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '25 tasks failed' }).waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByLabel('Password').waitFor()
  }, { expected: refused })
  server.close()
})

test('one signs in at a provider, comes back to the page one was at, and is told when that did not work', async () => {
  const world = night()
  const server = await serve(world)
  server.state.password = 'right'
  server.state.provider = { name: 'Example', url: `${server.url}?sign-in=no-role` }
  await withPage(browser, server.url, async (page) => {
    await page.evaluate(() => { location.hash = '#/workers' })
    await page.getByRole('link', { name: 'Sign in with Example' }).click()
    await page.getByRole('alert').getByText('you have no role here').waitFor()
    assert.ok(!page.url().includes('sign-in'))
    server.state.signedIn = true
    await page.reload()
    await page.getByRole('heading', { name: 'Workers' }).waitFor()
  }, { expected: /status of 401/ })
  server.close()
})

test('changes are shown as they happen, also after the connection was lost', async () => {
  const world = night()
  await at(world, '', async (page, server) => {
    await page.getByText('Live').waitFor()
    const fail = (family) => {
      const task = world.tasks.get(idOf(world, family))
      Object.assign(task, { status: 'failed', explanation: `${family} broke`, updated: new Date().toISOString() })
      return task.id
    }
    server.tell({ tasks: [fail('MailReport')] })
    await page.getByRole('heading', { name: '26 tasks failed' }).waitFor()
    server.state.down = true
    server.breakStreams()
    await page.getByText(/No news since/).waitFor()
    fail('Reindex')
    server.state.down = false
    await page.getByRole('heading', { name: '27 tasks failed' }).waitFor()
  }, { expected: /net::ERR/ })
})

test('it works below a path of a proxy', async () => {
  await at(night(), 'families', async (page) => {
    await page.getByRole('link', { name: 'ExportOrders' }).waitFor()
  }, { base: '/tools/batch' })
})

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
  await at(world, `graph/${report}`, async (page) => {
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
    await page.evaluate((id) => { location.hash = `#/graph/${id}?run=7b20` }, report)
    await page.getByTitle('What the length of the run hangs on').getByText('4 tasks').waitFor()
  })
})

test('the calendar shows what is missing, and retries what failed in the days that are dragged over', async () => {
  const world = night()
  const days = [...world.tasks.values()].filter((task) => task.family === 'ExportOrders').map((task) => task.parameters.day)
  const failed = [...world.tasks.values()].filter((task) => task.family === 'ExportOrders' && task.status === 'failed').map((task) => task.parameters.day)
  await at(world, 'calendar', async (page, server) => {
    await page.getByLabel('Family').selectOption('ExportOrders')
    await page.getByRole('button', { name: `${days.at(0)}: 1 done`, exact: true }).waitFor()
    assert.equal(await page.getByRole('button', { name: /: missing$/ }).count(), 1)
    const date = (day) => page.getByRole('button', { name: new RegExp(`^${day}`) })
    // Both in sight, as dragging does not scroll.
    await date(failed[1]).scrollIntoViewIfNeeded()
    await date(failed[1]).hover()
    await page.mouse.down()
    await date(failed[3]).hover()
    await page.mouse.up()
    const chosen = page.getByRole('region', { name: 'Chosen dates' })
    await chosen.getByText(`${failed[1]} to ${failed[3]}`).waitFor()
    await chosen.getByRole('button', { name: 'Retry 3' }).click()
    await page.getByRole('button', { name: 'Retry 3 tasks' }).click()
    await page.getByText('3 tasks were set to run again.').waitFor()
    await page.getByRole('button', { name: `${failed[2]}: 1 pending` }).waitFor()
    assert.deepEqual(server.calls[0].body.filter.ids.map((id) => world.tasks.get(id).parameters.day).sort(), failed.slice(1, 4))
  })
})

test('dates of the calendar are chosen by keys and by the address', async () => {
  const world = night()
  const day = (n) => new Date(world.now - (100 - n) * 86_400_000).toISOString().slice(0, 10)
  await at(world, `calendar/ExportOrders?from=${day(93)}&until=${day(95)}`, async (page) => {
    const chosen = page.getByRole('region', { name: 'Chosen dates' })
    await chosen.getByText('1 date without a task').waitFor()
    await page.getByRole('button', { name: `${day(95)}: 1 done` }).focus()
    await page.keyboard.press('ArrowRight')
    await chosen.getByRole('heading', { name: day(96) }).waitFor()
    await page.keyboard.press('Shift+ArrowRight')
    await chosen.getByText(`${day(96)} to ${day(97)}`).waitFor()
    assert.match(page.url(), new RegExp(`from=${day(96)}&until=${day(97)}`))
  })
  await at(world, 'calendar/TrainForecast', (page) => page.getByText('No parameter of TrainForecast is a date').waitFor())
})

test('a task is run from its parameters, which the address keeps but for what is secret', async () => {
  const world = night()
  const day = new Date(world.now - 6 * 86_400_000).toISOString().slice(0, 10)
  const done = [...world.tasks.values()].find((task) => task.family === 'ExportOrders' && task.status === 'done')
  await at(world, 'families', async (page, server) => {
    await page.getByRole('row', { name: /ExportOrders/ }).getByRole('link', { name: 'Run', exact: true }).click()
    await page.waitForFunction(() => document.querySelector('select[aria-label=Family]')?.value === 'ExportOrders')
    await page.getByRole('button', { name: 'Run it' }).click()
    assert.equal(await page.getByRole('dialog').count(), 0, 'what is needed is missing')
    await page.getByText('The day whose orders are exported.').waitFor()
    await page.getByRole('textbox', { name: /^day/ }).fill(done.parameters.day)
    await page.getByText('There is such a task').waitFor()
    await page.getByText('If its output is still there, nothing runs.').waitFor()
    await page.getByRole('textbox', { name: /^day/ }).fill(day)
    await page.getByText('The server knows no such task yet.').waitFor()
    await page.getByRole('combobox', { name: /^format/ }).selectOption('parquet')
    await page.getByLabel(/^password/).fill('hush')
    assert.match(page.url(), new RegExp(`p.day=${day}&p.format=parquet$`))
    await page.getByRole('button', { name: 'Run it' }).click()
    await page.getByRole('dialog').getByText(`ExportOrders(${day}, warehouse, parquet)`).waitFor()
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByText('2 tasks to run, 1 was complete before.').waitFor()
    await page.locator('.parameters').getByText(day).waitFor()
    assert.deepEqual(server.calls, [{ path: 'submissions', body: { family: 'ExportOrders', parameters: { day, format: 'parquet', password: 'hush' } } }])
  })
})

test('what the worker says against a task is told, and what nobody can make is said', async () => {
  await at(night(), 'start/ExportOrders?p.day=tomorrow', async (page) => {
    await page.getByRole('button', { name: 'Run it' }).click()
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByRole('alert').getByText('The day of ExportOrders is not a date: tomorrow').waitFor()
    await page.getByRole('button', { name: 'Leave it' }).click()
    await page.evaluate(() => { location.hash = '#/start/NewReport' })
    await page.getByText('It has no parameters').waitFor()
    await page.evaluate(() => { location.hash = '#/start/MailReport' })
    await page.getByText('No worker is here that makes a MailReport').waitFor()
  }, { expected: /status of 409/ })
  await at(empty(), 'start', (page) => page.getByText('No worker is here that makes tasks when asked').waitFor())
})

test('dates of the calendar that nobody ran are run', async () => {
  const world = night()
  const day = (n) => new Date(world.now - (100 - n) * 86_400_000).toISOString().slice(0, 10)
  await at(world, `calendar/ExportOrders?from=${day(92)}&until=${day(95)}`, async (page, server) => {
    const chosen = page.getByRole('region', { name: 'Chosen dates' })
    await chosen.getByRole('button', { name: 'Run 1 missing date' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(day(94)).waitFor()
    await dialog.getByRole('textbox', { name: /^source/ }).fill('lake')
    await dialog.getByRole('button', { name: 'Run 1 date' }).click()
    await dialog.getByText('1 of 1 date asked for, 2 tasks to run.').waitFor()
    assert.deepEqual(server.calls[0].body, { family: 'ExportOrders', parameters: { source: 'lake', day: day(94) } })
    await dialog.getByRole('button', { name: 'Close' }).click()
    await page.getByRole('button', { name: `${day(94)}: 1 pending` }).waitFor()
    await page.evaluate((to) => { location.hash = to }, `#/calendar/DailyStatistics?from=${day(92)}&until=${day(95)}`)
    await chosen.getByText('No worker announced tasks for these dates').waitFor()
  })
})

test('hours and months have calendars too, and other parameters narrow them', async () => {
  const world = empty()
  const add = (family, parameters, status) => {
    const id = `${family}_${Object.values(parameters).join('_')}`
    world.tasks.set(id, { id, family, parameters, status, priority: 0, order: world.tasks.size, updated: new Date().toISOString(), attempts: 1, needs: [] })
  }
  for (let hour = 10; hour < 20; hour++) for (const shop of ['A', 'B']) add('Hourly', { at: `2026-03-0${1 + (hour % 2)}T${hour}`, shop }, shop === 'A' ? 'done' : 'failed')
  for (const month of ['2025-11', '2026-01']) add('Monthly', { month }, 'done')
  await at(world, 'calendar/Hourly', async (page) => {
    await page.getByRole('button', { name: '2026-03-02T19: 1 failed, 1 done' }).waitFor()
    await page.getByLabel('shop').selectOption('A')
    await page.getByRole('button', { name: '2026-03-02T19: 1 done' }).waitFor()
    await page.evaluate(() => { location.hash = '#/calendar/Monthly' })
    await page.getByRole('button', { name: '2025-12: missing' }).waitFor()
  })
})

test('runs are listed, narrowed and opened by keys', async () => {
  await at(night(), 'runs', async (page) => {
    await page.getByRole('row', { name: /Running/ }).waitFor()
    assert.equal(await page.getByRole('row').count(), 4)
    await page.getByRole('button', { name: 'Lost' }).click()
    await page.getByRole('link', { name: 'TrainForecast_30_prophet' }).waitFor()
    await page.getByRole('row', { name: /Running/ }).waitFor({ state: 'detached' })
    assert.match(page.url(), /status=lost/)
    await page.getByLabel('Runs with').fill('nonesuch')
    await page.keyboard.press('Enter')
    await page.getByText('No run matches').waitFor()
    await page.getByRole('link', { name: 'Show all runs' }).click()
    await page.getByRole('row', { name: /Done/ }).waitFor()
    await page.getByRole('heading', { name: 'Runs' }).click()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByRole('region', { name: 'Timeline' }).waitFor()
    assert.match(page.url(), /run\/7b20/)
  })
})

test('a run shows what it did when, what its length hung on, and where the time went since the run before', async () => {
  await at(night(), 'run/9c1e', async (page) => {
    const timeline = page.getByRole('application', { name: /Timeline of \d+ attempts on 8 lanes/ })
    await timeline.focus()
    await page.keyboard.press('j')
    const card = page.locator('.timeline-card')
    await card.getByRole('link', { name: /ExportOrders/ }).waitFor()
    assert.match(page.url(), /task=ExportOrders/)
    await page.getByRole('combobox', { name: 'Lanes' }).selectOption('family')
    await page.getByRole('application', { name: /on \d+ lanes/ }).waitFor()
    assert.match(page.url(), /lanes=family/)
    await page.getByRole('region', { name: 'Critical path' }).getByRole('listitem').first().waitFor()
    const spent = page.getByRole('region', { name: 'Where the time went' })
    await spent.getByText('Compared with').waitFor()
    await spent.getByRole('row', { name: /ExportOrders/ }).getByText(/longer|shorter|same|times/).waitFor()
    await spent.getByText(/Ran before and not now: .*MonthlyReport/).waitFor()
    await page.getByRole('application').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('region', { name: 'Facts' }).waitFor()
  })
})

test('the critical path tells what ran and what waited, and of a run that goes on when it ends', async () => {
  const world = empty()
  const began = Date.now() - 600_000
  const needs = { report: ['b', 'c'], b: ['a'], a: [], c: [] }
  for (const [id, own] of Object.entries(needs)) world.tasks.set(id, { id, family: id, parameters: {}, status: 'done', priority: 0, order: 0, updated: new Date().toISOString(), attempts: 1, needs: own })
  const bar = (task, start, end) => ({ task, family: task, worker: 'w', attempt: 1, start, end, ending: 'done' })
  const counts = { total: 4, done: 4, doneBefore: 0, failed: 0, running: 0, notRun: 0 }
  const run = { id: 'x', worker: 'w', kind: 'run', status: 'done', roots: ['report'], started: new Date(began).toISOString(), ended: new Date(began + 100_000).toISOString(), counts }
  const bars = [bar('a', 0, 30_000), bar('c', 0, 55_000), bar('b', 30_000, 60_000), bar('report', 70_000, 100_000)]
  const { ended, ...open } = run
  world.runs.push({ run, bars }, { run: { ...open, id: 'y', status: 'running' }, bars })
  await at(world, 'run/x', async (page) => {
    const path = page.getByRole('region', { name: 'Critical path' })
    await path.getByText('3 tasks ran 1 min 30 s of 1 min 40 s').waitFor()
    assert.deepEqual(await path.getByRole('link').allTextContents(), ['a', 'b', 'report'])
    await path.getByText('after 10 s of waiting').waitFor()
    await page.evaluate(() => { location.hash = '#/run/y' })
    await page.getByText('About 14 min to go').waitFor()
    await path.getByText('about 30 s').first().waitFor()
  })
})

test('a run that goes on grows while it is looked at, and one that ran nothing says so', async () => {
  const world = night()
  const run = world.runs[0]
  await at(world, 'run/9c1e', async (page, server) => {
    const label = () => page.getByRole('application').getAttribute('aria-label')
    await page.getByRole('application').waitFor()
    const before = Number(/\d+/.exec(await label())[0])
    run.bars.push({ ...run.bars[0], task: 'Late', start: 1, end: null, ending: 'running' })
    server.tell({ tasks: ['Late'] })
    await page.getByRole('application', { name: `Timeline of ${before + 1} attempts` }).waitFor()
    await page.evaluate(() => { location.hash = '#/run/55aa' })
    await page.getByText('Nothing had to run').waitFor()
  })
})

test('ten thousand attempts of a run are drawn, moved and zoomed', async () => {
  const world = many(10_000)
  const tasks = [...world.tasks.values()].map((task) => ({ ...task, status: 'done' }))
  ran(world, 'big', 'Step_9999', 'Step3', tasks, Date.now() - 90_000_000, { status: 'done', ended: new Date().toISOString(), pace: 0.2 })
  await at(world, 'run/big', async (page) => {
    await page.getByRole('application', { name: /Timeline of 10,000 attempts on 8 lanes/ }).focus()
    const inSight = page.locator('.timeline-range')
    const whole = await inSight.textContent()
    for (let n = 0; n < 8; n++) await page.keyboard.press('+')
    await inSight.filter({ hasNotText: whole }).waitFor()
    await page.keyboard.press('ArrowRight')
    await page.mouse.wheel(0, 200)
    await page.getByRole('button', { name: 'Show all' }).click()
    await inSight.getByText(whole).waitFor()
    await page.getByRole('row', { name: /Step11/ }).waitFor()
  })
})

test('an empty server says what to do next', async () => {
  for (const [hash, text] of [['', 'No worker has announced a task yet'], ['tasks', 'No task matches'], ['workers', 'No worker is connected'], ['resources', 'No task asks for a resource'], ['families', 'No worker has announced'], ['attempts', 'No attempt has ended'], ['runs', 'Nobody has run anything yet'], ['calendar', 'No worker has announced a task yet'], ['calendar/Gone', 'No parameter of Gone is a date'], ['audit', 'Nobody did anything'], ['nonsense', 'There is no such page']]) {
    await at(empty(), hash, (page) => page.getByText(text).waitFor())
  }
  await at(empty(), 'task/gone', (page) => page.getByText('There is nothing at').waitFor(), { expected: /404/ })
})

test('hostile texts stay texts in every view', async () => {
  const world = hostile()
  const tasks = [...world.tasks.keys()]
  const places = ['', 'tasks', 'families', 'start', ...Object.keys(world.forms).map((family) => `start/${encodeURIComponent(family)}`), 'workers', 'resources', 'attempts', 'audit', 'runs', 'run/r0', 'run/r1', ...[...world.tasks.values()].slice(0, 20).map((task) => `calendar/${encodeURIComponent(task.family)}`), ...tasks.slice(-20).map((id) => `task/${encodeURIComponent(id)}`), ...tasks.slice(-2).map((id) => `graph/${encodeURIComponent(id)}`), ...[...world.workers.keys()].map((id) => `worker/${encodeURIComponent(id)}`)]
  const server = await serve(world)
  await withPage(browser, server.url, async (page) => {
    for (const place of places) {
      await page.evaluate((hash) => { location.hash = hash }, `#/${place}`)
      await page.locator('main h1').first().waitFor()
      await page.locator('.loading').waitFor({ state: 'detached' })
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
