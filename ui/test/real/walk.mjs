// A walk through the UI of a real server, with what walks have in common. Run: make real NAME ADDRESS …, by a test of the
// command line that started the server and its workers.
import assert from 'node:assert/strict'
import { launch, withPage } from '../browser.mjs'

/** Opens the UI of the server at `address` and takes `steps`; programs find it at `within`; `options` are those of withPage. */
export async function walk(address, steps, { within = address, authorization, ...options } = {}) {
  const browser = await launch()
  try {
    await withPage(browser, `${address}/ui/`, (page) => steps(visitor(page), caller(within, authorization)), options)
  } finally {
    await browser.close()
  }
}

/** Who sits before the page. */
export function visitor(page) {
  const region = (name) => page.getByRole('region', { name, exact: true })
  const dialog = page.getByRole('dialog')
  return {
    page,
    region,
    dialog,
    go: (hash) => page.evaluate((to) => { location.hash = to }, `#/${hash}`),
    goToTask: (id, view = 'task') => page.evaluate((to) => { location.hash = to }, `#/${view}/${encodeURIComponent(id)}`),
    heading: (name) => page.getByRole('heading', { name, exact: true }).waitFor(),
    /** Presses a button of the page, then the one of the question that follows. */
    async confirm(button, verb) {
      await button.click()
      await dialog.getByRole('button', { name: verb, exact: true }).click()
      await dialog.waitFor({ state: 'detached' })
    },
    told: (text) => page.locator('.toasts').getByText(text).first().waitFor(),
    verdict: (status) => page.locator('.verdict').getByText(status, { exact: true }).waitFor(),
  }
}

/** A program that asks the server, as to see what became of what was pressed. */
function caller(address, authorization) {
  const headers = { 'Content-Type': 'application/json', ...(authorization ? { Authorization: authorization } : {}) }
  async function ask(path, init) {
    const answer = await fetch(`${address}/api/v1/${path}`, { headers, ...init })
    const text = await answer.text()
    assert.ok(answer.ok, `${path}: ${answer.status} ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
  const get = (path) => ask(path)
  const post = (path, body = {}) => ask(path, { method: 'POST', body: JSON.stringify(body) })
  return {
    get,
    post,
    tasks: async (family) => (await get(`tasks?limit=1000&family=${encodeURIComponent(family)}`)).tasks,
    task: (id) => get(`tasks/${encodeURIComponent(id)}`),
    message: (id, content) => post(`tasks/${encodeURIComponent(id)}/messages`, { content }),
  }
}
