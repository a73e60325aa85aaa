// Lets all tasks that failed for one cause run again: failed ones are retried, disabled ones enabled.
import type { JSX } from 'solid-js'
import { actOnMany } from '../../api/actions'
import type { FailureGroup } from '../../api/types'
import { Confirm } from '../../parts/dialog'
import { plain, plural } from '../../parts/text'
import { tell } from '../../parts/toast'

export function ConfirmGroup(props: { group: FailureGroup; close: () => void }): JSX.Element {
  const failed = () => props.group.count - props.group.disabled
  async function run(): Promise<void> {
    const { family, cause, disabled } = props.group
    let [changed, more] = [0, false]
    for (const [action, status, wanted] of [['retry', 'failed', failed() > 0], ['enable', 'disabled', disabled > 0]] as const) {
      if (!wanted) continue
      const done = await actOnMany(action, { status: [status], family, cause }, false)
      changed += done.changed
      more ||= done.more
    }
    tell(`${plural(changed, 'task was', 'tasks were')} set to run again.${more ? ' There are more than are reached at once: repeat it.' : ''}`)
  }
  return (
    <Confirm title="Run again?" verb={`Retry ${plural(props.group.count, 'task')}`} close={props.close} run={run}>
      <p class="subject">
        <bdi>{props.group.family ? `${props.group.family}: ` : ''}{plain(props.group.cause)}</bdi>
      </p>
      <p>
        {failed() > 0 ? plural(failed(), 'failed task') : ''}
        {failed() > 0 && props.group.disabled > 0 ? ' and ' : ''}
        {props.group.disabled > 0 ? plural(props.group.disabled, 'disabled one') : ''}, and those that fail for the same cause until it is done.
      </p>
      <p>Each becomes pending with all its retries, and what waits for it can go on once it is done.</p>
    </Confirm>
  )
}
