// Families of tasks.
import { test } from 'node:test'
import { at, taskPlace } from './views.mjs'
import { night } from './world.mjs'

test('families say how long their tasks usually take, and are found by their names', async () => {
  await at(night(), 'families', async (page) => {
    await page.getByRole('row', { name: /ExportOrders.*19 min 54 s.*7\d %.*25 failed/ }).waitFor()
    await page.getByRole('searchbox', { name: 'Families with' }).fill('nosuch')
    await page.getByText('No family has that in its name').waitFor()
    await page.getByRole('link', { name: 'Show all families' }).click()
    await page.getByRole('row', { name: /MailReport/ }).waitFor()
  })
})

test('what a family is for and whom to ask stands by its name, above its form and by its tasks', async () => {
  const world = night()
  for (const hash of ['families', 'start/ExportOrders', taskPlace(world, 'ExportOrders')]) {
    await at(world, hash, async (page) => {
      await page.getByText('Writes the orders of a day for the shops').waitFor()
      await page.getByText('Ask orders@example.com, Thandi, 555 0100').waitFor()
    })
  }
})
