import { createEffect, For, Show, type JSX } from 'solid-js'
import { count } from '../parts/text'
import { bind } from './keys'
import { go, href, view } from './router'
import { scheduler } from './scheduler'
import { mayAdminister } from './session'

interface Entry {
  view: string
  name: string
  key: string
  /** Views that belong to it. */
  also?: string[]
}

const ENTRIES: Entry[] = [
  { view: '', name: 'Overview', key: 'o' },
  { view: 'tasks', name: 'Tasks', key: 't', also: ['task', 'graph'] },
  { view: 'runs', name: 'Runs', key: 'u', also: ['run'] },
  { view: 'families', name: 'Families', key: 'f', also: ['start'] },
  { view: 'calendar', name: 'Calendar', key: 'c' },
  { view: 'attempts', name: 'History', key: 'h' },
  { view: 'workers', name: 'Workers', key: 'w', also: ['worker'] },
  { view: 'resources', name: 'Resources', key: 'r' },
  { view: 'audit', name: 'Audit', key: 'a' },
]

export function Nav(): JSX.Element {
  const shown = () => ENTRIES.filter((entry) => entry.view !== 'audit' || mayAdminister())
  bind(ENTRIES.map((entry) => ({ key: `g ${entry.key}`, does: `Go to ${entry.name}`, run: () => go(href(entry.view)) })))
  const failed = (): number => scheduler.value?.counts.failed ?? 0
  let nav!: HTMLElement
  // On a phone it is a row that is wider than the screen.
  createEffect(() => {
    view()
    nav.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })
  return (
    <nav ref={nav} class="nav" aria-label="Views">
      <a class="brand" href={href('')}>
        <img src="./icon.svg" alt="" width="22" height="22" />
        <span>Stillson</span>
      </a>
      <For each={shown()}>
        {(entry) => (
          <a
            href={href(entry.view)}
            aria-current={entry.view === view() || entry.also?.includes(view()) ? 'page' : undefined}
          >
            {entry.name}
            <Show when={entry.view === '' && failed() > 0}>
              <span class="count-failed" title={`${count(failed())} failed`}>
                {count(failed())}
              </span>
            </Show>
          </a>
        )}
      </For>
    </nav>
  )
}
