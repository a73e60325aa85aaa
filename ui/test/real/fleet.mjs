// Several workers, of which one is killed, one falls silent and one is drained. Arguments: the server's address, the folder of the
// pipeline, whose digs go on until the file free is there, and the processes of the workers that are killed and fall silent.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { walk } from './walk.mjs'

const [address, folder, ...processes] = process.argv.slice(2)
const [killed, silent] = processes.map(Number)

await walk(address, async ({ page, region, go, goToTask, heading, confirm, told, verdict }, server) => {
  await region('Workers').getByText('3 workers, 6 of 6 slots in use').waitFor()
  const workers = (await server.get('workers')).workers.filter((one) => one.info.kind === 'worker')
  assert.equal(workers.length, 3)
  const of = (pid) => workers.find((one) => one.info.pid === String(pid))
  const third = workers.find((one) => ![killed, silent].includes(Number(one.info.pid)))
  const running = async (id) => (await server.get(`workers/${encodeURIComponent(id)}`)).tasks.map((one) => one.id)
  const row = (worker) => page.getByRole('row').filter({ has: page.getByRole('link', { name: worker.id, exact: true }) })
  const [ofKilled, ofSilent] = [await running(of(killed).id), await running(of(silent).id)]
  assert.deepEqual([ofKilled.length, ofSilent.length], [2, 2])

  // One gets no more and goes on with what it has, one is killed, and one is stopped and says nothing any more.
  await go('workers')
  await row(third).getByText('Active').waitFor()
  await confirm(row(third).getByRole('button', { name: 'Drain', exact: true }), 'Drain')
  await told('The worker gets no more work.')
  await row(third).getByText('Drained').waitFor()
  await row(third).getByText('2 / 2').waitFor()
  process.kill(killed, 'SIGKILL')
  process.kill(silent, 'SIGSTOP')
  await row(of(silent)).getByText('Silent').waitFor()
  await row(of(killed)).waitFor({ state: 'detached' })
  await row(of(silent)).waitFor({ state: 'detached' })

  // What was lost waits for a worker, and says so.
  for (const id of [ofKilled[0], ofSilent[0]]) {
    await goToTask(id)
    await verdict('Pending')
    await page.locator('.verdict').getByText('It could run, but no worker is here that takes it').waitFor()
    await region('Attempts').getByRole('row', { name: /Lost/ }).waitFor()
  }
  await go(`worker/${encodeURIComponent(of(killed).id)}`)
  await page.getByText('It has left, or the server gave it up.').waitFor()
  await page.getByRole('link', { name: 'See what it ran' }).click()
  await heading('History')
  await page.getByRole('row', { name: /Lost/ }).nth(1).waitFor()

  // The silent one speaks again: the server sends it away from what it lost, and gives it work anew.
  process.kill(silent, 'SIGCONT')
  await go('workers')
  await row(of(silent)).getByText('Active').waitFor()
  await row(of(silent)).getByText('2 / 2').waitFor()
  await goToTask(ofSilent[0])
  await writeFile(join(folder, 'free'), '')
  await verdict('Done')
  await go('')
  await heading('All is done')
  const digs = await server.tasks('Dig')
  assert.equal(digs.length, 6)
  for (const { id, parameters } of digs) {
    assert.equal((await server.task(id)).status, 'done')
    assert.equal(readFileSync(join(folder, 'out', `dig-${parameters.place}.txt`), 'utf8'), 'whole\n')
  }
}, { expected: /404.*\/workers\// })
