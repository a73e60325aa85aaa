// Whether people can read it and programs can name it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch, withPage } from './browser.mjs'
import { serve } from './fixture.mjs'
import { night } from './world.mjs'

/** Every view, by its address. */
function places(world) {
  const of = (status) => encodeURIComponent([...world.tasks.values()].find((task) => task.status === status).id)
  return [
    '', 'tasks', `task/${of('failed')}`, `task/${of('pending')}`, `graph/${of('failed')}`, 'runs', 'run/9c1e', 'families', 'start/ExportOrders', 'calendar/ExportOrders', 'attempts', 'workers', 'worker/worker-1', 'resources?name=warehouse', 'audit',
  ]
}

async function visit(page, hash) {
  await page.evaluate((to) => { location.hash = to }, `#/${hash}`)
  await page.locator('main h1').first().waitFor()
  await loaded(page)
}

const loaded = (page) => page.waitForFunction(() => !document.querySelector('.loading'))

let browser
before(async () => {
  browser = await launch()
})
after(() => browser.close())

/** The texts in sight that have less than the contrast of WCAG AA with what is painted behind them. */
function weak() {
  const parse = (text) => {
    const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number)
    return { r, g, b, a }
  }
  const over = (top, below) => Object.fromEntries(['r', 'g', 'b'].map((c) => [c, top[c] * top.a + below[c] * (1 - top.a)]))
  const light = (colour) => {
    const [r, g, b] = [colour.r, colour.g, colour.b].map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const behind = (element) => {
    const layers = []
    for (let one = element; one; one = one.parentElement) {
      const colour = parse(getComputedStyle(one).backgroundColor)
      if (colour.a > 0) layers.push(colour)
      if (colour.a === 1) break
    }
    return layers.reverse().reduce((below, top) => over(top, below), { r: 255, g: 255, b: 255 })
  }
  const found = new Set()
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    if (!node.data.trim() || element.closest('button:disabled, script, style') || !element.checkVisibility({ visibilityProperty: true })) continue
    const style = getComputedStyle(element)
    const below = behind(element)
    const [low, high] = [light(over(parse(style.color), below)), light(below)].sort((a, b) => a - b)
    const size = Number.parseFloat(style.fontSize)
    const least = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5
    const ratio = (high + 0.05) / (low + 0.05)
    if (ratio < least) found.add(`${node.data.trim().slice(0, 40)} (${element.className || element.tagName}): ${ratio.toFixed(2)}`)
  }
  return [...found]
}

for (const colorScheme of ['light', 'dark']) {
  test(`every text can be read on what is behind it, ${colorScheme}`, async () => {
    const world = night()
    const server = await serve(world)
    await withPage(browser, server.url, async (page) => {
      for (const hash of places(world)) {
        await visit(page, hash)
        assert.deepEqual(await page.evaluate(weak), [], hash)
      }
      await page.keyboard.press('?')
      assert.deepEqual(await page.evaluate(weak), [], 'help')
    }, { colorScheme })
    server.close()
  })
}

/** Goes through a page by tab; answers which controls in sight that did not lead to. */
async function tabThrough(page, hash) {
  // All that are not left out on purpose, as the dates of a calendar but for one.
  const wanted = await page.evaluate(() => {
    document.querySelector('.skip').focus()
    window.wanted = new Set([...document.querySelectorAll('a[href], button, input, select, [tabindex="0"]')].filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true })))
    return window.wanted.size
  })
  for (let n = 0; n < wanted; n++) {
    const focus = await page.evaluate(() => {
      const one = document.activeElement
      window.wanted.delete(one)
      const { outlineStyle, outlineWidth } = getComputedStyle(one)
      const box = one.getBoundingClientRect()
      return {
        name: one.outerHTML.slice(0, 100), isBody: one === document.body, isMarked: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
        isInSight: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
      }
    })
    assert.ok(n === 0 || focus.isBody || (focus.isMarked && focus.isInSight), `${hash}: ${JSON.stringify(focus)}`)
    await page.keyboard.press('Tab')
  }
  return page.evaluate(() => [...window.wanted].map((one) => one.outerHTML.slice(0, 100)))
}

test('the tab key leads to every control in sight, and each shows that it has the focus', async () => {
  const world = night()
  const server = await serve(world)
  await withPage(browser, server.url, async (page) => {
    for (const hash of places(world)) {
      await visit(page, hash)
      let missed = await tabThrough(page, hash)
      // What comes later, as the run before does, moves what is there: once all is there nothing is missed.
      for (let again = 0; again < 10 && missed.length > 0; again++) missed = await tabThrough(page, hash)
      assert.deepEqual(missed, [], hash)
    }
  })
  server.close()
})

test('every control has a name', async () => {
  const world = night()
  const server = await serve(world)
  await withPage(browser, server.url, async (page) => {
    for (const hash of places(world)) {
      await visit(page, hash)
      const nameless = await page.evaluate(() =>
        [...document.querySelectorAll('button, input, select, a, [role]')]
          .filter((one) => !one.textContent.trim() && !one.getAttribute('aria-label') && !one.closest('label') && !['list', 'listitem', 'status', 'group', 'search'].includes(one.getAttribute('role')))
          .map((one) => one.outerHTML.slice(0, 120)),
      )
      assert.deepEqual(nameless, [], hash)
    }
  })
  server.close()
})

/** What the controls above a list say, by their names; or whether they say what is expected. */
function chosen(expected) {
  const controls = [...document.querySelectorAll('main .filter :is(select, input, [aria-pressed])')]
  const said = Object.fromEntries(controls.map((one) => [one.ariaLabel || one.textContent.replace(/[\d,]+.*/, '').trim(), one.value || one.ariaPressed]))
  return expected ? expected.every(([name, value]) => said[name] === value) : said
}

test('what is chosen above a list is in the address, and there after a reload', async () => {
  const world = night()
  const server = await serve(world)
  await withPage(browser, server.url, async (page) => {
    for (const hash of ['tasks', 'runs', 'run/9c1e', 'families', 'attempts', places(world).find((one) => one.startsWith('graph'))]) {
      await visit(page, hash)
      await page.locator('main .filter :is(select, input, [aria-pressed])').first().waitFor()
      const before = await page.evaluate(chosen, null)
      for (const select of await page.locator('main .filter select:not([aria-label="Family"])').all()) await select.selectOption({ index: 1 })
      for (const name of ['Families with', 'Runs with']) {
        for (const input of await page.getByRole('searchbox', { name }).all()) {
          await input.fill('a')
          await input.press('Enter')
        }
      }
      const chip = page.locator('main .filter [aria-pressed]').first()
      if (await chip.count()) await chip.click()
      await loaded(page)
      const after = await page.evaluate(chosen, null)
      const changed = Object.entries(after).filter(([name, value]) => before[name] !== undefined && before[name] !== value)
      assert.notEqual(changed.length, 0, `${hash}: nothing was chosen`)
      await page.reload()
      await page.waitForFunction(chosen, changed)
    }
  })
  server.close()
})
