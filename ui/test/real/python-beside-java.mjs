// Tasks of a Python worker beside those of a Java one, in one graph: Extract (Python), Load (Java), Publish (Python).
// Arguments: the server's address, and the folder of the Java pipeline, which waits for what Extract writes.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pythonWorker } from './python.mjs'
import { walk } from './walk.mjs'

const [address, folder] = process.argv.slice(2)
const made = (name) => join(folder, 'out', `${name}-2026-03-01.txt`)

await walk(address, async ({ page, go, goToTask, heading, region, dialog, confirm, told, verdict }, server) => {
  const button = (name) => page.getByRole('button', { name, exact: true })

  const day = { day: '2026-03-01' }
  const load = { id: (await server.tasks('Load'))[0].id, family: 'Load', params: day }
  const extract = { id: (await server.task(load.id)).dependencies[0].id, family: 'Extract', params: day }
  const publish = { id: 'Publish_2026_03_01_f00d', family: 'Publish', params: { ...day, channel: 'news' } }
  await goToTask(load.id)
  await page.locator('.verdict').getByRole('link', { name: /Extract/ }).waitFor()

  const python = await pythonWorker(address, 'Worker(salt=0042, workers=1, host=pine, username=ada, pid=77)', {
    salt: '0042', workers: 1, host: 'pine', username: 'ada', pid: 77, first_task: publish.id,
  })
  await python.announce(publish, { deps: [load.id] })
  await python.announce(extract, { accepts_messages: true })
  assert.equal((await python.work()).task_id, extract.id)

  // What it says while it runs, and what it is told.
  await region('Needs').getByRole('link', { name: /Extract/ }).click()
  await verdict('Running')
  await python.say(extract, 'reads the feed')
  await python.progress(extract, 40)
  await page.locator('.verdict').getByText('reads the feed').waitFor()
  await page.locator('.verdict').getByText('40 %').waitFor()
  await page.getByRole('textbox', { name: 'Message' }).fill('slower')
  await button('Send').click()
  await region('Messages').getByText('no answer yet').waitFor()
  const [message] = await python.ping()
  assert.equal(message.name, 'dispatch_scheduler_message')
  assert.equal(message.kwargs.content, 'slower')
  await python.respond(extract, message.kwargs.message_id, 'as slow as I can')
  await region('Messages').getByText('as slow as I can').waitFor()
  await python.watch(extract, 'https://feed.example/1')
  await page.getByRole('link', { name: 'https://feed.example/1' }).waitFor()

  // It fails as Python does, holds up the others, and is retried.
  await python.failed(extract, 'Runtime error:\nTraceback (most recent call last):\n  File "feed.py", line 7, in run\n    raise ValueError("the feed is empty")\nValueError: the feed is empty\n')
  await verdict('Failed')
  await page.locator('.verdict').getByText('the feed is empty').waitFor()
  await region('Error').getByText('File "feed.py", line 7, in run').waitFor()
  await go('')
  await heading('1 task failed')
  const cause = page.locator('article.cause')
  await cause.getByText('ValueError: the feed is empty').waitFor()
  await cause.getByText('holds up 2 tasks').waitFor()
  await confirm(cause.getByRole('button', { name: 'Retry' }), 'Retry 1 task')
  await told('1 task was set to run again.')
  assert.equal((await python.work()).task_id, extract.id)
  await mkdir(join(folder, 'out'), { recursive: true })
  await writeFile(made('extract'), 'news\n')
  await python.done(extract)

  // Then the Java worker goes on, and after it the Python one again.
  await goToTask(load.id)
  await verdict('Done')
  assert.equal(await readFile(made('load'), 'utf8'), 'NEWS\n')
  assert.equal((await python.work()).task_id, publish.id)
  await region('Needed by').getByRole('link', { name: /Publish/ }).click()
  await verdict('Running')
  await page.locator('.verdict').getByRole('link', { name: 'pine (pid 77)' }).click()
  await region('What it told about itself').getByText('ada', { exact: true }).waitFor()
  await region('What it runs').getByRole('link', { name: /Publish/ }).waitFor()

  // What people want of the worker, it is told.
  await button('Slots').click()
  await dialog.getByLabel('Tasks that it runs at once').fill('3')
  await button('Set').click()
  await told('The worker was asked to change its slots.')
  assert.deepEqual(await python.ping(), [{ name: 'set_worker_processes', kwargs: { n: 3 } }])
  await confirm(button('Drain'), 'Drain')
  await page.getByText('Drained').waitFor()
  assert.equal((await python.work()).worker_state, 'disabled')

  await goToTask(publish.id, 'graph')
  await page.getByRole('application', { name: /Graph of 3 nodes/ }).waitFor()
  await goToTask(publish.id)
  await confirm(button('Mark as done'), 'Mark as done')
  await verdict('Done')
  await go('')
  await heading('All is done')

  // The same day again, all of it: of the Python task nobody here can delete the output.
  await goToTask(load.id)
  await button('Run again').click()
  await button('Run 1 task again').click()
  await told('1 task was made pending.')
  assert.ok(existsSync(made('load')))
})
