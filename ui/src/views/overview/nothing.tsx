// What is said where there are no tasks: that nobody came yet, or what the last run was.
import { Show, type JSX } from 'solid-js'
import { get } from '../../api/client'
import type { Run } from '../../api/types'
import { anyWorker, live } from '../../live/query'
import { Answer, Empty } from '../../parts/state'
import { Ago } from '../../parts/time'
import { href, SERVER } from '../../shell/router'
import { runName } from '../runs/status'

const wasComplete = ({ counts }: Run) => counts.done + counts.failed + counts.running + counts.notRun === 0

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
            <Empty title={wasComplete(run()) ? 'Nothing had to run' : 'No task is open'}>
              <p>
                The last run, <a href={href('run', run().id)}><bdi>{runName(run())}</bdi></a>, began <Ago at={run().started} />
                {wasComplete(run()) ? ' and found everything complete: the outputs are there.' : '; its tasks are over and forgotten.'}
              </p>
              <p><a href={href('attempts')}>See what ran before</a></p>
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
      <p>A run that finds all its outputs there has nothing to announce, and leaves no trace here.</p>
      <p>Python pipelines connect unchanged: luigi --scheduler-url {SERVER} …</p>
    </Empty>
  )
}
