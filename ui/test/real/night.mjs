// From what failed to all being done. Arguments: the server's address, and a file as long as which exists tasks fail.
import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { walk } from './walk.mjs'

const [address, broken] = process.argv.slice(2)

await walk(address, async ({ page, go, heading }) => {
  await heading('2 tasks failed')
  const cause = page.locator('article.cause')
  await cause.getByText(/The warehouse refuses the connection \d/).waitFor()
  await cause.getByText('2 tasks').waitFor()
  await cause.getByText('holds up 1 task').waitFor()
  assert.equal(await cause.count(), 1, 'what differs in a number alone is one cause')

  await cause.locator('.tasklink').click()
  await page.getByRole('region', { name: 'Error' }).getByText('refuses the connection').first().waitFor()
  await page.getByRole('region', { name: 'Log' }).getByText(/exports 2026-03-0[12]/).waitFor()
  await page.getByRole('region', { name: 'Attempts' }).getByRole('row').nth(1).waitFor()
  await page.locator('.parameters').getByText('<b>Cape & Karoo</b>').waitFor()
  assert.equal(await page.locator('main b').filter({ hasText: 'Karoo' }).count(), 0)

  await page.getByRole('region', { name: 'Needed by' }).getByRole('link').click()
  await page.getByRole('region', { name: 'What holds it up' }).getByRole('button', { name: 'Retry' }).waitFor()
  await page.getByRole('link', { name: 'Graph', exact: true }).click()
  await page.getByRole('application', { name: /Graph of 7 nodes/ }).waitFor()

  await go('calendar/Export')
  for (const [day, words] of [['01', '1 failed'], ['02', '1 failed'], ['03', '1 running'], ['04', '1 done']]) {
    await page.getByRole('button', { name: `2026-03-${day}: ${words}` }).waitFor()
  }

  await go('runs')
  await page.getByRole('row', { name: /Night/ }).getByRole('link').first().click()
  await page.getByRole('application', { name: /Timeline of \d+ attempts/ }).waitFor()
  await page.getByRole('region', { name: 'Where the time went' }).getByText('Export').first().waitFor()
  await page.getByText('No estimate of its end').or(page.getByText(/About .* to go/)).first().waitFor()

  await go('workers')
  await page.getByRole('row', { name: /1 \/ 2|2 \/ 2/ }).waitFor()

  // What was wrong is set right, and all of the cause is run again.
  await rm(broken)
  await go('')
  await cause.getByRole('button', { name: 'Retry all 2' }).click()
  await page.getByRole('button', { name: 'Retry 2 tasks' }).click()
  await page.getByText('2 tasks were set to run again.').waitFor()
  await heading('All is well: 1 task running, 1 to go')

  // The list is asked for after the heading: another may stand in it for a moment.
  const waiting = page.getByRole('region', { name: 'Running now' }).locator('.tasklink', { hasText: '2026-03-03' })
  await page.getByRole('region', { name: 'Running now' }).getByText('half of <b>Cape & Karoo</b>').first().waitFor()
  await waiting.click()
  await page.getByRole('textbox', { name: 'Message' }).fill('enough')
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText('heard enough').waitFor()
  await page.locator('.verdict').getByText('Done', { exact: true }).waitFor()
  await go('')
  await heading('All is done')
  await go('audit')
  await page.getByRole('row', { name: /retry/ }).first().waitFor()
  await go('attempts?ending=failed')
  await page.getByRole('row', { name: /refuses the connection/ }).nth(1).waitFor()

  await go('calendar/Export?from=2026-03-04')
  await page.getByRole('region', { name: 'Chosen dates' }).locator('.tasklink').click()
  await page.getByRole('button', { name: 'Run again' }).click()
  await page.getByLabel('and all that depends on it').check()
  await page.getByRole('button', { name: 'Run 2 tasks again' }).waitFor()
  await page.getByRole('button', { name: 'Leave it' }).click()

  // What nobody has run is run from here: one, and then what is missing before it.
  await go('start/Export?p.day=2026-03-09&p.region=Namib')
  await page.getByRole('button', { name: 'Run it' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Run 1 task' }).click()
  await page.getByText('1 task to run.').waitFor()
  await page.locator('.verdict').getByText('Done', { exact: true }).waitFor()
  await go('calendar/Export?from=2026-03-06&until=2026-03-09')
  await page.getByRole('region', { name: 'Chosen dates' }).getByRole('button', { name: 'Run 2 missing dates' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: /^region/ }).fill('Namib')
  await page.getByRole('dialog').getByRole('spinbutton', { name: /^At once/ }).fill('1')
  await page.getByRole('dialog').getByRole('button', { name: 'Run 2 dates' }).click()
  const backfill = page.getByRole('article', { name: 'Export, 2026-03-07 to 2026-03-08' })
  await backfill.getByText('2 of 2 ended').waitFor()
  await page.getByRole('button', { name: '2026-03-07: 1 done' }).waitFor()
})
