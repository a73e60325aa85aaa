// One browser for the tests of a file, and ways to the pages of a made-up world.
import { after, before } from 'node:test'
import { launch, withPage } from './browser.mjs'
import { serve } from './fixture.mjs'

let browser
before(async () => {
  browser = await launch()
})
after(() => browser.close())

/** Opens `url` and runs `use` with the page, as withPage does. */
export function browse(url, use, options) {
  return withPage(browser, url, use, options)
}

/** Serves `world`, opens `hash` in it and runs `use`. */
export async function at(world, hash, use, options = {}) {
  const server = await serve(world)
  try {
    await browse(`${server.url}#/${hash}`, (page) => use(page, server), options)
  } finally {
    server.close()
  }
}

export const idOf = (world, family) => [...world.tasks.values()].find((task) => task.family === family).id
export const taskPlace = (world, family) => `task/${encodeURIComponent(idOf(world, family))}`
