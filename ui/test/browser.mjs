// A real Chromium. A page that logs an error, breaks the content security policy or leaves an error uncaught fails its test.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const PLACES = [process.env.STILLSON_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

export async function launch() {
  const executablePath = PLACES.find((path) => path && existsSync(path))
  assert.ok(executablePath, 'Chromium is not installed; the UI is tried in it.\nhint: on Debian, apt-get install chromium; elsewhere, name its program in STILLSON_CHROMIUM')
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
}

/** Opens `url`, runs `use` with the page, and fails on any complaint of the browser that `expected` does not match. */
export async function withPage(browser, url, use, { expected = /$^/, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', ...options })
  const complaints = []
  const page = await context.newPage()
  page.setDefaultTimeout(Number(process.env.PATIENCE ?? 60_000))
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`${message.type()}: ${message.text()} ${message.location().url}`)
  })
  try {
    await page.goto(url)
    await use(page)
  } catch (e) {
    console.error(`It was at ${page.url()}, which showed:\n${await shown(page)}\n`)
    throw e
  } finally {
    await context.close()
  }
  assert.deepEqual(complaints.filter((one) => !expected.test(one)), [])
}

async function shown(page) {
  const texts = await page.locator('dialog, .toasts, body').allInnerTexts().catch((e) => [e.message])
  return [...new Set(texts)].join('\n--\n').slice(0, 4_000)
}
