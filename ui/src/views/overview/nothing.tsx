// What is said where there are no tasks: that nobody came yet, or that all was complete when somebody did.
import { Show, type JSX } from 'solid-js'
import { get } from '../../api/client'
import type { Run } from '../../api/types'
import { anyWorker, live } from '../../live/query'
import { Answer, Empty } from '../../parts/state'
import { Ago } from '../../parts/time'
import { href, SERVER } from '../../shell/router'
import { runName } from '../runs/status'

export function Nothing(): JSX.Element {
  const answer = live(
    () => 'runs',
    (path, signal) => get<{ runs: Run[] }>(path, { limit: 1 }, signal),
    anyWorker,
  )
  return (
    <Answer of={answer}>
      {(value) => (
        <Show when={value.runs[0]} fallback={<Nobody />}>
          {(run) => (
            <Empty title={run().status === 'done' ? 'Nothing had to run' : 'The server has no tasks'}>
              <p>
                The last run, <a href={href('run', run().id)}><bdi>{runName(run())}</bdi></a>, began <Ago at={run().started} />
                {run().status === 'done' ? ' and found everything complete: the outputs are there.' : '.'}
              </p>
              <p>Delete an output, or ask for other parameters, and run it again: what is missing is made.</p>
            </Empty>
          )}
        </Show>
      )}
    </Answer>
  )
}

function Nobody(): JSX.Element {
  return (
    <Empty title="No worker has announced a task yet">
      <p>Start a pipeline and point it at this server:</p>
      <pre>stillson run --scheduler {SERVER} TASK</pre>
      <p>Python pipelines connect unchanged: luigi --scheduler-url {SERVER} …</p>
    </Empty>
  )
}
