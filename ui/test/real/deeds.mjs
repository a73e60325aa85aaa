// What can be pressed, and what becomes of it. Arguments: the server's address, and the folder of the pipeline: eight
// hulls, each of a plate that does what messages say.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { walk } from './walk.mjs'

const [address, folder] = process.argv.slice(2)
const made = (name) => join(folder, 'out', `${name}.txt`)

await walk(address, async ({ page, go, goToTask, heading, region, dialog, confirm, told, verdict }, server) => {
  const button = (name) => page.getByRole('button', { name, exact: true })
  const row = (name) => page.getByRole('row', { name })
  const idOf = async (family, name) => (await server.tasks(family)).find((task) => task.parameters.name === name).id
  const statusOf = async (family, name) => (await server.task(await idOf(family, name))).status

  await heading('All is well: 1 task running, 16 to go')
  const plates = Object.fromEntries((await server.tasks('Plate')).map((task) => [task.parameters.name, task.id]))

  // What is more important comes first, when there is room for it.
  await goToTask(plates.h)
  await page.getByText(/crane is short: 1 of 1 in use, it needs 1/).waitFor()
  await button('Change').click()
  await dialog.getByLabel('Priority').fill('7')
  await button('Set').click()
  await told('The priority was set.')
  assert.equal((await server.task(plates.h)).priority, 7)

  await region('Facts').getByRole('link', { name: 'crane' }).click()
  const users = region('Who uses crane')
  await users.getByText('of 7 that need it').waitFor()
  await button('Set amount').click()
  await dialog.getByLabel('How much there is').fill('3')
  await button('Set').click()
  await users.getByRole('heading', { name: 'Held by 2' }).waitFor()
  await users.getByRole('link', { name: /Plate\(early, h\)/ }).waitFor()
  assert.equal(await statusOf('Plate', 'h'), 'running')

  await go('workers')
  await row(/2 \/ 2/).getByRole('button', { name: 'Slots' }).click()
  await dialog.getByLabel('Tasks that it runs at once').fill('5')
  await button('Set').click()
  await row(/3 \/ 5/).getByRole('link').click()
  await region('What it runs').getByRole('row').nth(2).waitFor()
  await page.getByText('3 of 5 slots in use.').waitFor()

  // A running task, while one looks at it.
  await goToTask(plates.h)
  const log = region('Log')
  await log.getByText('attempt 1 begins').waitFor()
  await page.getByRole('textbox', { name: 'Message' }).fill('log it grows')
  await button('Send').click()
  await region('Messages').getByText('did log').waitFor()
  await log.getByText('it grows').waitFor()
  assert.equal((await log.locator('pre').textContent()).match(/attempt 1 begins/g).length, 1)
  await log.getByLabel('Find in the log').fill('IT GROWS')
  await log.getByRole('list', { name: 'Found in the log' }).getByRole('button', { name: 'it grows' }).click()
  await log.locator('pre mark').getByText('it grows').waitFor()
  await log.getByLabel('Find in the log').fill('')
  await log.getByRole('button', { name: 'Back to the end' }).click()
  for (const message of ['at 0.25', 'say a quarter of it', 'watch https://yard.example/h']) await server.message(plates.h, message)
  await page.locator('.verdict').getByText('a quarter of it').waitFor()
  await page.locator('.verdict').getByText('25 %').waitFor()
  await page.getByRole('link', { name: 'https://yard.example/h' }).waitFor()
  const [download] = await Promise.all([page.waitForEvent('download'), log.getByRole('link', { name: 'Download' }).click()])
  assert.match(await readFile(await download.path(), 'utf8'), /attempt 1 begins[^]*it grows/)

  // It fails, in red, is retried, and what the first attempt said is there yet.
  await server.message(plates.h, 'fail the plate is ^[31mcracked^[0m')
  await verdict('Failed')
  await page.locator('.verdict').getByText('the plate is cracked').waitFor()
  await region('Error').locator('.ansi-red').getByText('cracked', { exact: true }).first().waitFor()
  await confirm(button('Retry'), 'Retry')
  await told('The task was set to run again.')
  await verdict('Pending')
  await server.post('resources/crane', { total: 4 })
  await verdict('Running')
  await log.getByText('attempt 2 begins').waitFor()
  await log.getByRole('combobox', { name: 'Attempt' }).selectOption('1')
  await log.getByText('it grows').waitFor()
  await region('Attempts').getByRole('button', { name: /the plate is/ }).click()
  await page.getByLabel('What attempt 1 said').getByText('cracked').first().waitFor()

  // Cancelled: it ends without its output. Marked as done: what needs it runs.
  await confirm(button('Cancel'), 'Cancel')
  await told('The task was cancelled.')
  await verdict('Failed')
  assert.ok(!existsSync(made('plate-early-h')))
  await confirm(button('Mark as done'), 'Mark as done')
  await verdict('Done')
  await region('Needed by').getByRole('link').click()
  await verdict('Done')
  assert.ok(existsSync(made('hull-early-h')))

  // Disabled: what needs it cannot run, and says what to press.
  await go('tasks?family=Plate&status=pending')
  await page.getByText('3 tasks', { exact: true }).waitFor()
  const waiting = (await server.tasks('Plate')).filter((task) => task.status === 'pending').map((task) => task.parameters.name)
  assert.equal(waiting.length, 3)
  await goToTask(plates[waiting[0]])
  await confirm(button('Disable'), 'Disable')
  await verdict('Disabled')
  await region('Needed by').getByRole('link').click()
  await page.getByText('It cannot run:').waitFor()
  await confirm(region('What holds it up').getByRole('button', { name: 'Enable' }), 'Enable')
  await region('What holds it up').getByText('crane is short').waitFor()
  assert.equal(await statusOf('Plate', waiting[0]), 'pending')

  // Many at once: chosen by keys, then all that the filter lets through.
  await go('tasks?family=Plate&status=pending')
  await page.getByText('3 tasks', { exact: true }).waitFor()
  for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key)
  const bulk = page.getByRole('group', { name: 'Do to many' })
  await bulk.getByText('2 tasks chosen').waitFor()
  await confirm(bulk.getByRole('button', { name: 'Disable' }), 'Disable 2 tasks')
  await told('2 tasks were disabled.')
  await page.getByText('1 task', { exact: true }).waitFor()
  await button('Pending 1').click()
  await button('Disabled 2').click()
  await bulk.getByText('All that match').waitFor()
  await confirm(bulk.getByRole('button', { name: 'Enable' }), 'Enable 2 tasks')
  await told('2 tasks were enabled.')
  await page.getByText('No task matches').waitFor()

  // The scheduler is paused, which is told on every page.
  await go('')
  await confirm(button('Pause'), 'Pause')
  assert.equal((await server.get('scheduler')).paused, true)
  await go('runs')
  await page.getByText('The scheduler is paused:').waitFor()
  await button('Resume').click()
  await page.getByText('The scheduler is paused:').waitFor({ state: 'detached' })
  assert.equal((await server.get('scheduler')).paused, false)

  await writeFile(join(folder, 'free'), '')
  await go('')
  await heading('All is done')

  // What was made is deleted with all that was made of it, and made anew once there is a crane.
  await go('resources')
  await button('Set amount').click()
  await dialog.getByLabel('How much there is').fill('0')
  await button('Set').click()
  await row(/0 \/ 0/).waitFor()
  await goToTask(plates.a)
  await button('Run again').click()
  await dialog.getByLabel('and all that depends on it').check()
  await dialog.getByLabel('and delete what they made before').check()
  await button('Run 3 tasks again').click()
  await told('3 tasks were made pending.')
  assert.deepEqual(['plate-early-a', 'hull-early-a', 'plate-early-b', 'hull-early-b'].filter((name) => existsSync(made(name))), ['plate-early-b', 'hull-early-b'])
  await page.getByText('which will never do').waitFor()
  await region('Facts').getByRole('link', { name: 'crane' }).click()
  await button('Set amount').click()
  await dialog.getByLabel('How much there is').fill('1')
  await button('Set').click()
  // The overview may still say what was so before.
  while (Object.keys((await server.get('counts')).counts).some((status) => status !== 'done')) await page.waitForTimeout(100)
  await go('')
  await heading('All is done')
  assert.ok(existsSync(made('plate-early-a')) && existsSync(made('hull-early-a')))

  await go('audit')
  for (const action of ['retry', 'mark-done', 'disable', 'enable', 'cancel', 'priority', 'message', 'invalidate', 'pause', 'resume']) await row(new RegExp(`\\b${action}\\b`)).first().waitFor()

  await go('workers')
  await confirm(row(/0 \/ 5/).getByRole('button', { name: 'Drain' }), 'Drain')
  await row(/0 \/ 5/).waitFor({ state: 'detached' })
})
