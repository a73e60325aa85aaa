// Families of tasks.
import { test } from 'node:test'
import { at } from './views.mjs'
import { night } from './world.mjs'

test('families say how long their tasks usually take, and are found by their names', async () => {
  await at(night(), 'families', async (page) => {
    await page.getByRole('row', { name: /ExportOrders.*19 min 54 s.*100 %.*25 failed/ }).waitFor()
    await page.getByRole('searchbox', { name: 'Families with' }).fill('nosuch')
    await page.getByText('No family has that in its name').waitFor()
    await page.getByRole('link', { name: 'Show all families' }).click()
    await page.getByRole('row', { name: /MailReport/ }).waitFor()
  })
})
