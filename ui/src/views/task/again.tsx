// Makes what is done pending again, and if wanted all that was made of it.
import { createResource, createSignal, For, Show, type JSX } from 'solid-js'
import { part, post } from '../../api/client'
import { Confirm } from '../../parts/dialog'
import { count, plural } from '../../parts/text'
import { tell } from '../../parts/toast'

interface Invalidated {
  matching: number
  changed: number
  tasks: string[]
  running: string[]
  more?: boolean
  /** What became of the outputs, if they were to be deleted. */
  outputs?: { deleted: number; kept: string[]; error?: string }
}

const NAMED = 5

export function RunAgain(props: { id: string; name: string; luigis: boolean; done: () => void }): JSX.Element {
  const [asked, setAsked] = createSignal(false)
  return (
    <>
      <button type="button" onClick={() => setAsked(true)}>Run again</button>
      <Show when={asked()}>
        <Question id={props.id} name={props.name} luigis={props.luigis} close={() => setAsked(false)} done={props.done} />
      </Show>
    </>
  )
}

function Question(props: { id: string; name: string; luigis: boolean; close: () => void; done: () => void }): JSX.Element {
  const [downstream, setDownstream] = createSignal(false)
  const [deleteOutputs, setDeleteOutputs] = createSignal(false)
  const invalidate = (dryRun: boolean) =>
    post<Invalidated>(`tasks/${part(props.id)}/invalidate`, { downstream: downstream(), dryRun, ...(deleteOutputs() && !dryRun ? { deleteOutputs: true } : {}) })
  const [preview] = createResource(() => [downstream()], () => invalidate(true))
  const known = () => (preview.state === 'ready' ? preview() : undefined)
  return (
    <Confirm
      title="Run again?" danger={downstream() || deleteOutputs()} close={props.close}
      verb={known() ? `Run ${plural(known()!.matching, 'task')} again` : 'Run again'}
      run={async () => {
        const { changed, outputs } = await invalidate(false)
        const kept = outputs?.kept.length ? ` The outputs of ${plural(outputs.kept.length, 'task')} are there yet: ${outputs.error ?? ''}` : ''
        tell(`${plural(changed, 'task was', 'tasks were')} made pending.${kept}`)
        props.done()
      }}
    >
      <p class="subject"><bdi>{props.name}</bdi></p>
      <label class="check">
        <input type="checkbox" checked={downstream()} onChange={(event) => setDownstream(event.currentTarget.checked)} /> and all that depends on it
      </label>
      <Show when={known()} fallback={<p>{preview.error === undefined ? 'Counting…' : 'The tasks could not be counted.'}</p>}>
        {(found) => (
          <>
            <p>{plural(found().matching, 'task')} {found().matching === 1 ? 'becomes' : 'become'} pending{found().more ? ', the first of more' : ''}.</p>
            <Show when={downstream()}>
              <ul class="plainlist mono">
                <For each={found().tasks.slice(0, NAMED)}>{(id) => <li class="clip"><bdi>{id}</bdi></li>}</For>
              </ul>
              <Show when={found().matching > NAMED}><p class="quiet">and {count(found().matching - NAMED)} more</p></Show>
            </Show>
            <Show when={found().running.length > 0}>
              <p>{plural(found().running.length, 'running task is', 'running tasks are')} left alone, and end with what they have read.</p>
            </Show>
          </>
        )}
      </Show>
      <Show when={!props.luigis}>
        <label class="check">
          <input type="checkbox" checked={deleteOutputs()} onChange={(event) => setDeleteOutputs(event.currentTarget.checked)} /> and delete what {downstream() ? 'they' : 'it'} made before
        </label>
      </Show>
      <p>
        {props.luigis ? "A worker of Luigi that wants the task runs it, or the next one that is started for it. Luigi's workers delete no outputs: delete them first where they are in the way."
          : deleteOutputs()
          ? 'Workers that know the families delete the outputs first, those that were made of others before these. It cannot be undone, and may take a minute.'
          : 'A worker that finds an output there says that the task is done.'}
      </p>
    </Confirm>
  )
}
