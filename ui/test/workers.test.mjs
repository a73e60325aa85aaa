// Workers, and what they share.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at } from './views.mjs'
import { night } from './world.mjs'

test('workers of other code are told', async () => {
  await at({ ...night(), codeMismatches: ['Family Export was announced by other code'] }, 'workers', async (page) => {
    await page.getByText('1 family is run by other code than announced them').click()
    await page.getByText('Family Export was announced by other code').waitFor()
  })
})
