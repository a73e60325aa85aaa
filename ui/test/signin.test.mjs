// Signing in at a provider.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serve } from './fixture.mjs'
import { browse } from './views.mjs'
import { night } from './world.mjs'

test('one signs in at a provider, comes back to the page one was at, and is told when that did not work', async () => {
  const world = night()
  const server = await serve(world)
  server.state.signedOut = true
  server.state.provider = { name: 'Example', url: `${server.url}?sign-in=no-role` }
  await browse(server.url, async (page) => {
    await page.evaluate(() => { location.hash = '#/workers' })
    await page.getByRole('link', { name: 'Sign in with Example' }).click()
    await page.getByRole('alert').getByText('you have no role here').waitFor()
    assert.ok(!page.url().includes('sign-in'))
    server.state.signedOut = false
    await page.reload()
    await page.getByRole('heading', { name: 'Workers' }).waitFor()
  }, { expected: /status of 401/ })
  server.close()
})
