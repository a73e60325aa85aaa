// Who one is, and what one may, at a server below a path of a proxy that has another name. Arguments: the server's
// address; it knows vera (viewer), otto (operator) and ada (admin), whose passwords are their names, thrice.
import assert from 'node:assert/strict'
import { proxyTo } from './proxy.mjs'
import { walk } from './walk.mjs'

const [address] = process.argv.slice(2)
const password = (name) => name.repeat(3)
const proxy = await proxyTo(address)
const outer = `http://ops.localhost:${proxy.port}${new URL(address).pathname}`
const DEEDS = /^(Retry|Run again|Run it|Run|Cancel|Disable|Enable|Mark as done|Drain|Slots|Set amount|Change|Resume|Send|Pause|Stop)\b/

try {
  await walk(outer, steps, { within: address, expected: /status of 40[13]/, authorization: `Basic ${btoa(`ada:${password('ada')}`)}` })
} finally {
  proxy.close()
}

async function steps({ page, go, goToTask, heading, region, dialog, confirm, told, verdict }, server) {
  const button = (name) => page.getByRole('button', { name, exact: true })
  const audit = page.getByRole('navigation').getByRole('link', { name: 'Audit' })
  async function signIn(name, secret) {
    await page.getByLabel('Name').fill(name)
    await page.getByLabel('Password').fill(secret)
    await page.keyboard.press('Enter')
  }
  const [torn] = (await server.tasks('Sail')).filter((task) => task.parameters.name === 'torn')

  await signIn('vera', 'guessed')
  await page.getByRole('alert').getByText(/wrong|not known|not right/).waitFor()
  assert.equal(await page.getByRole('navigation').count(), 0)
  await signIn('vera', password('vera'))
  await heading('1 task failed')

  // Who may only look sees all, and nothing to press.
  assert.equal(await audit.count(), 0)
  const places = ['', 'tasks?status=failed', 'families', 'workers', 'resources?name=dock', 'runs', 'calendar/Sail', 'attempts', `task/${encodeURIComponent(torn.id)}`, `graph/${encodeURIComponent(torn.id)}`]
  for (const place of places) {
    await go(place)
    await page.locator('main h1').first().waitFor()
    await page.waitForFunction(() => !document.querySelector('.loading'))
    assert.equal(await page.locator('main').getByRole('button', { name: DEEDS }).count(), 0, place)
    assert.equal(await page.locator('main').getByRole('checkbox').count(), 0, place)
  }
  await go('start/Sail')
  await page.getByText('You may look here, but not run tasks').waitFor()
  await go('audit')
  await page.getByRole('alert').getByText(/may not/).waitFor()
  await button('Sign out').click()
  await page.getByLabel('Password').waitFor()

  // Who may operate does, and does not see who did what. It is the page where the one before was.
  await go(`task/${encodeURIComponent(torn.id)}`)
  await signIn('otto', password('otto'))
  await verdict('Failed')
  await page.getByText('otto operator').waitFor()
  assert.equal(await audit.count(), 0)
  await confirm(button('Disable'), 'Disable')
  await verdict('Disabled')

  // Somebody gives otto another password: the session is over.
  await server.post('users/otto', { password: 'another one' })
  await go('workers')
  await page.getByLabel('Password').waitFor()
  await signIn('otto', password('otto'))
  await page.getByRole('alert').waitFor()
  await signIn('otto', 'another one')
  await heading('Workers')
  await button('Sign out').click()

  await go('audit')
  await signIn('ada', password('ada'))
  await page.getByRole('row', { name: /otto disable Sail/ }).waitFor()
  await page.getByRole('row', { name: /ada user otto/ }).waitFor()
  await audit.waitFor()
  await button('Sign out').click()

  // A token is a way in for people, too.
  const { token } = await server.post('tokens/wall', { role: 'viewer' })
  await go('')
  await signIn('', token)
  await page.getByText('wall viewer').waitFor()
  await heading('Nothing failed; 1 task is disabled')
}
