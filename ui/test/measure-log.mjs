// Measures the pages of long logs. Run by bench/server log: node test/measure-log.mjs ADDRESS LONG FLAT BARS LIVE, ids of tasks whose
// logs are 100 MB of lines, one line of 10 MB, a progress bar, and none yet. Says '> lines' when the last is to grow, and '> quiet'.
import { browser, frames, interaction, memory, millis, open, show } from './measuring.mjs'

const [address, long, flat, bars, live] = process.argv.slice(2)
const GOAL = 'under 100 ms'
const TEXT = "document.querySelector('section[aria-label=Log] pre')?.textContent"
const place = (id) => `task/${encodeURIComponent(id)}`
const press = (name) => `[...document.querySelectorAll('section[aria-label=Log] button')].find((one) => one.textContent === '${name}').click()`
const find = (text) => `{ const box = document.querySelector('[aria-label="Find in the log"]'); box.value = '${text}'; box.dispatchEvent(new InputEvent('input', { bubbles: true })); box.form.requestSubmit() }`
const FOUND = "document.querySelectorAll('.found li').length"

/** How long the page did nothing else while `act` was done, which an interaction waits for at most. */
async function blocked(page, act) {
  await page.evaluate(() => {
    window.longest = 0
    window.watching = new PerformanceObserver((list) => { for (const one of list.getEntries()) window.longest = Math.max(window.longest, one.duration) })
    window.watching.observe({ type: 'longtask' })
  })
  const result = await act()
  await page.waitForTimeout(300)
  return [result, await page.evaluate(() => { window.watching.disconnect(); return window.longest })]
}

async function timed(page, what, acts, shown) {
  const [times, longest] = await blocked(page, () => interaction(page, acts, shown))
  show(what, `${millis(times)}; the page was busy ${longest ? `${longest.toFixed(0)} ms` : 'under 50 ms'} at a stretch`, `${GOAL} busy`)
}

async function scrolled(page, what) {
  await page.evaluate(() => {
    const pre = document.querySelector('section[aria-label=Log] pre')
    pre.scrollTop = 0
    let by = 400
    const turn = () => {
      if (!pre.isConnected) return
      const before = pre.scrollTop
      pre.scrollTop += by
      if (pre.scrollTop === before) by = -by
      requestAnimationFrame(turn)
    }
    turn()
  })
  await frames(page, `${what}, scrolled`, 'at least 50', 4)
}

for (const [what, id] of [['100 MB', long], ['one line of 10 MB', flat], ['a progress bar', bars]]) {
  const page = await open(address, place(id), `(${TEXT} ?? '').length > 20`)
  show(`${what}, first view`, `${(await page.evaluate(() => window.readyAt)).toFixed(0)} ms`, 'under 1,000 ms')
  await timed(page, `${what}, twenty times earlier`, Array(20).fill(`window.before = ${TEXT}.length + ${TEXT}.slice(0, 200); ${press('Show earlier')}`), `${TEXT}.length + ${TEXT}.slice(0, 200) !== window.before || !document.querySelector('section[aria-label=Log]').textContent.includes('Show earlier')`)
  await memory(page, `${what}, memory`)
  await scrolled(page, what)
  if (id === long) {
    await timed(page, 'find at the end of it', [find('and the end')], `${FOUND} === 1`)
    await timed(page, 'find in the middle of it', [find('the middle')], `${FOUND} === 1 && document.querySelector('.found').textContent.includes('the middle')`)
    await timed(page, 'show it', ["document.querySelector('.found button').click()"], "document.querySelector('section[aria-label=Log] pre mark')")
    await timed(page, 'twenty times later', Array(20).fill(`window.before = ${TEXT}.slice(-200); ${press('Show later')}`), `${TEXT}.slice(-200) !== window.before`)
    await timed(page, 'find the first of 10,000', [find('a hit')], `${FOUND} === 101`)
    await timed(page, 'ten times more of them', Array(10).fill(`window.before = ${FOUND}; ${press('Find more')}`), `${FOUND} > window.before`)
  }
  await page.context().close()
}

const page = await open(address, place(live), "document.querySelector('.verdict')")
console.log('> lines')
await page.waitForFunction(() => document.querySelector('section[aria-label=Log] pre'))
await frames(page, '2,000 lines/s', 'at least 50', 20)
console.log('> quiet')
await memory(page, '2,000 lines/s, memory')
await browser.close()
