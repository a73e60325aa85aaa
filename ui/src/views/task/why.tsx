// Where a task is in its life, in words, with links to what holds it.
import { For, Match, Show, Switch, type JSX } from 'solid-js'
import type { Why } from '../../api/types'
import { TaskLink, WorkerLink } from '../../parts/link'
import { count, plural } from '../../parts/text'
import { Ago, At, Since } from '../../parts/time'
import { href } from '../../shell/router'

const NAMED = 3

/** What is known of a task that is mentioned. */
type Named = Parameters<typeof TaskLink>[0]['task']

/** The sentence. The server's own words are used where nothing in them is a link or a time. */
export function WhyText(props: { why: Why; neighbours: Named[] }): JSX.Element {
  const is = (reason: string) => props.why.reason === reason
  return (
    <Switch fallback={<>{props.why.text}</>}>
      <Match when={is('running')}>
        It is running on <WorkerLink id={props.why.worker ?? ''} />
        <Show when={props.why.since}>{(since) => <> for <Since at={since()} /></>}</Show>.
      </Match>
      <Match when={is('parked') && props.why.open?.length}>
        It stopped in the middle and waits for <Names ids={props.why.open ?? []} of={props.neighbours} />.
      </Match>
      <Match when={is('waiting')}>
        It waits for <Names ids={props.why.open ?? []} of={props.neighbours} />.
      </Match>
      <Match when={is('doomed')}>
        It cannot run: <TaskLink task={{ id: props.why.path?.at(-1) ?? '' }} />, which it needs, will not get done by itself.
      </Match>
      <Match when={is('retrying') && props.why.at}>
        {(at) => <>It failed and is tried again <Ago at={at()} /> (<At at={at()} />).</>}
      </Match>
      <Match when={is('disabled') && props.why.until}>
        {(until) => <>It is disabled until <At at={until()} />, <Ago at={until()} />.</>}
      </Match>
      <Match when={is('scarce')}>
        It could run, but{' '}
        <For each={props.why.shortages}>
          {(one, index) => (
            <>
              {index() > 0 ? ' and ' : ''}
              <a href={href('resources', '', { name: one.resource })}><bdi>{one.resource}</bdi></a> is short: {count(one.used)} of{' '}
              {count(one.total)} in use, it needs {count(one.needed)}
              {one.needed > one.total ? ', which will never do' : ''}
            </>
          )}
        </For>
        .
      </Match>
      <Match when={is('unattended')}>
        It could run, but no <a href={href('workers')}>worker</a> is here that takes it: start one.
      </Match>
      <Match when={is('busy')}>
        It is next in line: <a href={href('workers')}>{props.why.workers === 1 ? 'the only worker' : `all ${count(props.why.workers ?? 0)} workers`}</a> that could take it {props.why.workers === 1 ? 'is' : 'are'} full
        ({plural(props.why.slots ?? 0, 'slot')}).
      </Match>
      <Match when={is('failed')}>It failed for good, and stays so until somebody retries it.</Match>
    </Switch>
  )
}

function Names(props: { ids: string[]; of: Named[] }): JSX.Element {
  const task = (id: string) => props.of.find((one) => one.id === id) ?? { id }
  return (
    <>
      <For each={props.ids.slice(0, NAMED)}>{(id, index) => <>{index() > 0 ? ', ' : ''}<TaskLink task={task(id)} /></>}</For>
      <Show when={props.ids.length > NAMED}> and {plural(props.ids.length - NAMED, 'more', 'more')}</Show>
    </>
  )
}
