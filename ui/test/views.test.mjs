// Every view and action in a real Chromium.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch, withPage } from './browser.mjs'
import { serve } from './fixture.mjs'
import { empty, hostile, many, night } from './world.mjs'

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
    await cause.getByText(/holds up \d+ tasks/).waitFor()
    await cause.getByRole('button', { name: 'Retry all 23' }).click()
    await page.getByRole('button', { name: 'Retry 23 tasks' }).click()
    await page.getByText('23 tasks were set to run again.').waitFor()
    await page.getByRole('heading', { name: '2 tasks failed' }).waitFor()
    assert.equal(server.calls.length, 1)
    assert.equal(server.calls[0].body.filter.ids.length, 23)
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
  await at(world, `task/${encodeURIComponent(id)}`, async (page) => {
    await page.getByRole('textbox', { name: 'Message' }).fill('slower')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText('got it: running').waitFor()
  })
})

test('who may only look sees no buttons, and no audit', async () => {
  const world = night()
  world.session = { name: 'lerato', role: 'viewer' }
  for (const hash of ['', 'tasks?status=failed', taskPlace(world, 'MailReport'), 'workers', 'resources']) {
    await at(world, hash, async (page) => {
      await page.getByText('lerato').waitFor()
      await page.locator('main').getByRole('link').first().or(page.getByText('warehouse')).first().waitFor()
      assert.equal(await page.getByRole('button', { name: /^(Retry|Cancel|Disable|Enable|Mark|Drain|Slots|Set amount|Change|Resume)\b/ }).count(), 0)
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

test('an empty server says what to do next', async () => {
  for (const [hash, text] of [['', 'No worker has announced a task yet'], ['tasks', 'No task matches'], ['workers', 'No worker is connected'], ['resources', 'No task asks for a resource'], ['families', 'No worker has announced'], ['attempts', 'No attempt has ended'], ['audit', 'Nobody did anything'], ['nonsense', 'There is no such page']]) {
    await at(empty(), hash, (page) => page.getByText(text).waitFor())
  }
  await at(empty(), 'task/gone', (page) => page.getByText('There is nothing at').waitFor(), { expected: /404/ })
})

test('hostile texts stay texts in every view', async () => {
  const world = hostile()
  const tasks = [...world.tasks.keys()]
  const places = ['', 'tasks', 'families', 'workers', 'resources', 'attempts', 'audit', ...tasks.slice(-20).map((id) => `task/${encodeURIComponent(id)}`), ...tasks.slice(-2).map((id) => `graph/${encodeURIComponent(id)}`), ...[...world.workers.keys()].map((id) => `worker/${encodeURIComponent(id)}`)]
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
