// Texts to a running task, and its answers.
import { createSignal, For, onCleanup, Show, type JSX } from 'solid-js'
import { part, post } from '../../api/client'
import { listen } from '../../live/events'
import { attempt } from '../../parts/toast'
import { mayOperate } from '../../shell/session'

interface Sent {
  message: string
  content: string
  response: string | undefined
}

/** What was sent stays in sight when the task is over: its answer may come last. */
export function Messages(props: { id: string; open: boolean }): JSX.Element {
  const [sent, setSent] = createSignal<Sent[]>([])
  let input!: HTMLInputElement
  const send = (event: Event) => {
    event.preventDefault()
    const content = input.value
    void attempt(async () => {
      const { message } = await post<{ message: string }>(`tasks/${part(props.id)}/messages`, { content })
      setSent((all) => [...all, { message, content, response: undefined }])
      input.value = ''
    })
  }
  async function fetchAnswers(): Promise<void> {
    for (const one of sent().filter((each) => each.response === undefined)) {
      const path = `tasks/${part(props.id)}/messages/${part(one.message)}/response`
      const { response } = await post<{ response?: string }>(path)
      if (response !== undefined) {
        setSent((all) => all.map((each) => (each.message === one.message ? { ...each, response } : each)))
      }
    }
  }
  onCleanup(
    listen((notice) => {
      if (notice.tasks.includes(props.id)) void attempt(fetchAnswers)
    }),
  )
  return (
    <Show when={mayOperate() && (props.open || sent().length > 0)}>
      <section aria-label="Messages">
        <h2>Messages to the task</h2>
        <ul class="plainlist">
          <For each={sent()}>
            {(one) => (
              <li>
                <bdi>{one.content}</bdi> → <Show when={one.response !== undefined} fallback={<span class="quiet">no answer yet</span>}><bdi>{one.response}</bdi></Show>
              </li>
            )}
          </For>
        </ul>
        <Show when={props.open}>
          <form class="inline" onSubmit={send}>
            <input ref={input} aria-label="Message" required maxLength={10000} placeholder="What the task understands" />
            <button type="submit">Send</button>
          </form>
        </Show>
      </section>
    </Show>
  )
}
