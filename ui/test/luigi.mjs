// A walk through the UI of a server that an unmodified Luigi pipeline runs on, to all being done. Run by bench/luigi/ui:
// node test/luigi.mjs ADDRESS FOLDER, where FOLDER is the one in which files let the tasks of bench/luigi/night.py go on.
import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { launch, withPage } from './browser.mjs'

const [address, folder] = process.argv.slice(2)
/** Pictures of the way are made where this says. */
const pictures = process.env.PICTURES
const browser = await launch()
const make = (file) => writeFile(`${folder}/${file}`, '')

try {
  await withPage(browser, new URL('/ui/', address).href, walk)
} finally {
  await browser.close()
}

async function walk(page) {
  const go = (hash) => page.evaluate((to) => { location.hash = to }, `#/${hash}`)
  const heading = (name) => page.getByRole('heading', { name, exact: true }).waitFor()
  const region = (name) => page.getByRole('region', { name })
  const button = (name) => page.getByRole('button', { name, exact: true })
  const dialog = page.getByRole('dialog')
  const verdict = page.locator('.verdict')
  const seen = async (name) => {
    assert.ok(!(await page.locator('main').textContent()).includes('hunter2'), 'a private parameter is not for the pages')
    if (pictures) await page.screenshot({ path: `${pictures}/luigi-${name}.png`, fullPage: true })
  }
  async function open(family, parameters = '') {
    await go(`tasks?family=${family}`)
    await page.locator('.taskrow-name', { hasText: `${family} ${parameters}`.trim() }).first().click()
    await heading(family)
  }
  async function doIt(name, verb = name) {
    await button(name).click()
    await dialog.getByRole('button', { name: verb, exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
  }

  // What is broken, why, and what it holds up.
  await heading('2 tasks failed')
  const broken = page.locator('article.cause', { hasText: 'ConnectionError: The warehouse refuses the connection 700' })
  await broken.getByText('2 tasks, such as').waitFor()
  await broken.getByText(/holds up [23] tasks/).waitFor()
  await page.locator('article.cause', { hasText: 'ValueError: No column is called “price”' }).getByRole('button', { name: 'Enable' }).waitFor()
  const running = region('Running now')
  await running.getByText('half of <b>the rows</b>').waitFor()
  await running.getByRole('link', { name: 'Upload(0,1,2,3)' }).waitFor()
  await running.getByText(/\(pid \d+\)/).first().waitFor()
  await seen('overview')

  await broken.locator('.tasklink').click()
  await region('Error').getByText('Traceback (most recent call last):').waitFor()
  await region('Attempts').getByRole('button', { name: /^ConnectionError: The warehouse/ }).waitFor()
  await region('Log').getByText("Luigi's workers keep their logs where they run").waitFor()
  await page.locator('.parameters').getByText('<b>Cape & Karoo</b>').waitFor()
  await region('Facts').getByText('1 of 2 before it is disabled').waitFor()
  await seen('failure')
  await region('Needed by').getByRole('link', { name: 'Report' }).click()
  await region('What holds it up').getByRole('button', { name: 'Retry' }).waitFor()
  await seen('waits')
  await page.getByRole('link', { name: 'Graph', exact: true }).click()
  await page.getByRole('application', { name: /Graph of \d+ nodes/ }).waitFor()
  await seen('graph')

  // What runs: progress, where to watch it, messages and answers, batches, what it found it needs, resources and priorities.
  await open('Convert')
  await verdict.getByText('50 %').waitFor()
  await verdict.getByRole('link', { name: 'http://example.org/jobs/1' }).waitFor()
  await page.getByRole('textbox', { name: 'Message' }).fill('are you <i>there</i>?')
  await button('Send').click()
  await page.getByText('heard are you <i>there</i>?').waitFor()
  await seen('running')
  await go('tasks?status=batch_running')
  await page.getByText('4 tasks', { exact: true }).waitFor()
  await seen('batch')
  await open('Discover')
  await verdict.getByRole('link', { name: /Found\([01]\)/ }).first().waitFor()
  await make('found')
  await verdict.getByText('Done', { exact: true }).waitFor()
  await open('Urgent', 'number=1')
  await verdict.getByRole('link', { name: 'gpu' }).waitFor()
  await region('Facts').getByRole('button', { name: 'Change' }).click()
  await dialog.getByRole('spinbutton').fill('9')
  await dialog.getByRole('button', { name: 'Set' }).click()
  await region('Facts').locator('dd', { hasText: /^9 ?Change/ }).waitFor()
  await verdict.getByRole('link', { name: 'gpu' }).click()
  const gpu = region('Who uses gpu')
  await gpu.getByRole('link', { name: 'Urgent(2)' }).waitFor()
  await gpu.getByRole('link', { name: 'Urgent(1)' }).waitFor()
  await seen('resources')
  await page.getByRole('row', { name: /gpu/ }).getByRole('button').click()
  await page.getByLabel('How much there is').fill('2')
  await dialog.getByRole('button', { name: 'Set' }).click()
  await page.getByText('2 / 2').waitFor()

  // Runs, dates, workers.
  await go('runs')
  await page.getByRole('row', { name: /Night/ }).getByText('luigi').waitFor()
  await seen('runs')
  await page.getByRole('row', { name: /Night/ }).getByRole('link').first().click()
  await page.getByRole('application', { name: /Timeline of \d+ attempts/ }).waitFor()
  await region('Where the time went').getByRole('link', { name: 'Extract', exact: true }).waitFor()
  await seen('run')
  await go('calendar/Extract')
  for (const [day, words] of [['01', '1 failed'], ['02', '1 failed'], ['03', '1 done'], ['06', '1 done']]) {
    await button(`2026-03-${day}: ${words}`).waitFor()
  }
  await seen('calendar')
  await go('workers')
  const worker = page.getByRole('row', { name: /\(pid \d+\)/ })
  await worker.getByText('Active').waitFor()
  await worker.getByRole('button', { name: 'Slots' }).click()
  await page.getByLabel('Tasks that it runs at once').fill('9')
  await dialog.getByRole('button', { name: 'Set' }).click()
  await worker.getByText('/ 9').waitFor()
  await worker.getByRole('link').click()
  await region('What it told about itself').getByText('username').waitFor()
  await seen('worker')
  await go('start')
  await page.getByText("Luigi's workers run what their own command names").waitFor()

  // What was wrong is set right; nothing of it starts while the scheduler is paused.
  await make('warehouse')
  await go('')
  await doIt('Pause')
  await page.getByText('The scheduler is paused:').waitFor()
  await broken.getByRole('button', { name: 'Retry all 2' }).click()
  await button('Retry 2 tasks').click()
  await page.getByText('2 tasks were set to run again.').waitFor()
  await open('Extract', 'day=2026-03-01')
  await verdict.getByText('The scheduler is paused').waitFor()
  await button('Resume').click()
  await verdict.getByText('Done', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Run again' }).click()
  await dialog.getByText("Luigi's workers delete no outputs").waitFor()
  await dialog.getByRole('button', { name: 'Run 1 task again' }).click()
  await region('Attempts').getByRole('row').nth(3).waitFor()
  await verdict.getByText('Done', { exact: true }).waitFor()

  // What cannot be mended is let go, and what is in the way kept from running.
  await open('Hopeless')
  await doIt('Enable')
  await region('Attempts').getByRole('row').nth(2).waitFor()
  await verdict.getByText('Disabled', { exact: true }).waitFor()
  await seen('disabled')
  await doIt('Mark as done')
  await verdict.getByText('Done', { exact: true }).waitFor()
  await open('Night')
  await doIt('Disable')
  await verdict.getByText('Disabled', { exact: true }).waitFor()

  await make('gpu-1')
  await make('gpu-2')
  await open('Convert')
  await page.getByRole('textbox', { name: 'Message' }).fill('enough')
  await button('Send').click()
  await page.getByText('heard enough').waitFor()
  await verdict.getByText('Done', { exact: true }).waitFor()

  // A worker that is drained ends what it runs, and nothing more.
  await go('workers')
  await worker.getByRole('button', { name: 'Drain' }).click()
  await dialog.getByRole('button', { name: 'Drain' }).click()
  await worker.getByText('Drained').waitFor()
  await make('uploads')
  await open('Upload', 'numbers=2')
  await verdict.getByText('Done', { exact: true }).waitFor()
  await open('Night')
  await doIt('Enable')
  await verdict.getByText('Pending', { exact: true }).waitFor()
  await seen('left')
  await doIt('Mark as done')
  await go('')
  await heading('All is done')
  await go('attempts?ending=failed')
  await page.getByRole('row', { name: /ConnectionError: The warehouse/ }).nth(1).waitFor()
  await seen('history')
  await go('audit')
  for (const what of ['retry', 'enable', 'disable', 'mark-done', 'priority', 'message', 'pause', 'resume']) await page.getByRole('cell', { name: what, exact: true }).first().waitFor()
  await seen('audit')
  console.log('Everything was seen and done.')
}
