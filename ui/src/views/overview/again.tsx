// Lets all tasks that failed for one cause run again: failed ones are retried, disabled ones enabled.
import { createResource, Show, type JSX } from 'solid-js'
import { actOnMany } from '../../api/actions'
import type { FailureGroup } from '../../api/types'
import { Confirm } from '../../parts/dialog'
import { plural } from '../../parts/text'
import { tell } from '../../parts/toast'
import { members, type Members } from './group'

export function ConfirmGroup(props: { group: FailureGroup; close: () => void }): JSX.Element {
  const [found] = createResource(() => members(props.group))
  const known = (): Members | undefined => (found.state === 'ready' ? found() : undefined)
  const total = () => (known()?.failed.length ?? 0) + (known()?.disabled.length ?? 0)
  async function run(): Promise<void> {
    // The list in the question is what is meant: what fails from now on is another matter.
    const { failed, disabled } = known() ?? (await members(props.group))
    let changed = 0
    if (failed.length > 0) changed += (await actOnMany('retry', { status: ['failed'], ids: failed }, false)).changed
    if (disabled.length > 0) changed += (await actOnMany('enable', { status: ['disabled'], ids: disabled }, false)).changed
    tell(`${plural(changed, 'task was', 'tasks were')} set to run again.`)
  }
  return (
    <Confirm title="Run again?" verb={known() ? `Retry ${plural(total(), 'task')}` : 'Retry'} close={props.close} run={run}>
      <p class="subject">
        <bdi>{props.group.family ? `${props.group.family}: ` : ''}{props.group.cause}</bdi>
      </p>
      <Show when={known()} fallback={<p>{found.error === undefined ? 'Counting…' : 'They could not be counted; it may still work.'}</p>}>
        {(all) => (
          <p>
            {plural(all().failed.length, 'failed task')}
            {all().disabled.length > 0 ? ` and ${plural(all().disabled.length, 'disabled one')}` : ''}.{' '}
            {all().more ? 'There are more than are reached at once: repeat it afterwards.' : ''}
          </p>
        )}
      </Show>
      <p>Each becomes pending with all its retries, and what waits for it can go on once it is done.</p>
    </Confirm>
  )
}
