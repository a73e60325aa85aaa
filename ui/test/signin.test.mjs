// Who one is, and what one may.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serve } from './fixture.mjs'
import { at, browse, taskPlace } from './views.mjs'
import { night } from './world.mjs'

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
  await browse(server.url, async (page) => {
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
  await browse(server.url, async (page) => {
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
