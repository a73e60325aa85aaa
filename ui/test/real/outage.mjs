// A page that is looked at while the server is killed, and is started again by whoever takes this walk, when it says so. Arguments: the
// server's address, the id of its process, and a file that ends the running task.
import { writeFile } from 'node:fs/promises'
import { walk } from './walk.mjs'

const [address, process_, free] = process.argv.slice(2)

await walk(address, async ({ page, go, goToTask, heading, verdict }, server) => {
  const pulse = (words) => page.getByRole('banner').getByText(words).waitFor()
  await heading('1 task failed')
  const sail = (await server.tasks('Sail')).find((task) => task.status === 'running')
  await goToTask(sail.id)
  await verdict('Running')
  await pulse('Live')

  process.kill(Number(process_), 'SIGKILL')
  await pulse(/No news since/)
  // What is known stays in sight, and what is not is said.
  await verdict('Running')
  await go('workers')
  await page.getByRole('alert').getByText('The server does not answer.').waitFor()

  // Nobody loads the page again.
  console.log('The server may come back.')
  await pulse('Live')
  await page.getByRole('row', { name: /1 \/ 2/ }).waitFor()
  await writeFile(free, '')
  await goToTask(sail.id)
  await verdict('Done')
  await go('')
  await page.getByRole('link', { name: '1 Done' }).waitFor()
}, { expected: /net::ERR/ })
