import { createEffect, createSignal, Match, onMount, Show, Switch, type JSX } from 'solid-js'
import { post } from '../api/client'
import { Empty, Trouble } from '../parts/state'
import { attempt, Toasts } from '../parts/toast'
import { Attempts } from '../views/attempts/attempts'
import { Audit } from '../views/audit/audit'
import { CalendarView } from '../views/calendar/calendar'
import { Families } from '../views/families/families'
import { GraphView } from '../views/graph/view'
import { Overview } from '../views/overview/overview'
import { Resources } from '../views/resources/resources'
import { RunView } from '../views/runs/run'
import { Runs } from '../views/runs/runs'
import { StartView } from '../views/start/start'
import { TaskView } from '../views/task/task'
import { Tasks } from '../views/tasks/tasks'
import { WorkerView } from '../views/workers/worker'
import { Workers } from '../views/workers/workers'
import { Bar } from './bar'
import { Help } from './help'
import { bind } from './keys'
import { Nav } from './nav'
import { href, subject, view } from './router'
import { scheduler } from './scheduler'
import { mayOperate, recognise, standing } from './session'
import { SignIn } from './signin'

export function App(): JSX.Element {
  onMount(() => void recognise())
  return (
    <Switch>
      <Match when={standing().is === 'in'}>
        <Inside />
      </Match>
      <Match when={standing().is === 'out'}>
        <SignIn />
      </Match>
      <Match when={unreachable()}>{(problem) => <Trouble problem={problem()} retry={() => void recognise()} />}</Match>
    </Switch>
  )
}

function unreachable() {
  const now = standing()
  return now.is === 'unreachable' ? now.problem : undefined
}

function Inside(): JSX.Element {
  const [help, setHelp] = createSignal(false)
  bind([{ key: '?', does: 'Show keys and signs', run: () => setHelp(true) }])
  createEffect(() => {
    document.title = `${subject() || view() || 'Overview'} · Stillson`
  })
  return (
    <div class="shell">
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); document.getElementById('main')?.focus() }}>
        Skip to the content
      </a>
      <Nav />
      <Bar help={() => setHelp(true)} />
      <main id="main" class={`view view-${view() || 'overview'}`} tabindex="-1">
        <Notices />
        <View />
      </main>
      <Show when={help()}>
        <Help close={() => setHelp(false)} />
      </Show>
      <Toasts />
    </div>
  )
}

function View(): JSX.Element {
  return (
    <Switch
      fallback={
        <Empty title="There is no such page">
          <a href={href('')}>Go to the overview</a>
        </Empty>
      }
    >
      <Match when={view() === ''}><Overview /></Match>
      <Match when={view() === 'tasks'}><Tasks /></Match>
      <Match when={view() === 'task'}><TaskView id={subject()} /></Match>
      <Match when={view() === 'graph'}><GraphView id={subject()} /></Match>
      <Match when={view() === 'families'}><Families /></Match>
      <Match when={view() === 'calendar'}><CalendarView family={subject()} /></Match>
      <Match when={view() === 'start'}><StartView family={subject()} /></Match>
      <Match when={view() === 'runs'}><Runs /></Match>
      <Match when={view() === 'run'}><RunView id={subject()} /></Match>
      <Match when={view() === 'attempts'}><Attempts /></Match>
      <Match when={view() === 'workers'}><Workers /></Match>
      <Match when={view() === 'worker'}><WorkerView id={subject()} /></Match>
      <Match when={view() === 'resources'}><Resources /></Match>
      <Match when={view() === 'audit'}><Audit /></Match>
    </Switch>
  )
}

/** What everybody must know, wherever they look. */
function Notices(): JSX.Element {
  const state = () => scheduler.value
  const resume = () =>
    attempt(async () => {
      await post('scheduler/resume')
      scheduler.refresh()
    })
  return (
    <>
      <Show when={state()?.paused}>
        <div class="notice" role="status">
          <span>
            <strong>The scheduler is paused:</strong> what runs goes on, nothing new starts.
          </span>
          <Show when={mayOperate()}>
            <button type="button" onClick={() => void resume()}>
              Resume
            </button>
          </Show>
        </div>
      </Show>
      <Show when={state() && state()?.condition !== 'ready'}>
        <div class="notice" role="alert">
          <span>
            <strong>The scheduler does not answer commands:</strong> {state()?.text}
          </span>
        </div>
      </Show>
    </>
  )
}

