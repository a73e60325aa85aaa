// What is chosen in a graph, which the address tells.
import { createEffect, createSignal, on, onCleanup, type Accessor } from 'solid-js'
import { field, setFields } from '../../shell/router'
import type { Choice, Node } from './fold'

/** Keys may run through the nodes faster than browsers let the address change. */
const AT_REST = 300

/** @param own the task whose graph it is, which is chosen at first */
export function chosenIn(own: Accessor<string>): [Accessor<Choice>, (node: Node | undefined) => void] {
  const told = (): Choice => (field('chosen') ? { family: field('chosen') } : { task: field('node') || own() })
  const [choice, setChoice] = createSignal(told())
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  createEffect(
    on(own, () => {
      clearTimeout(timer)
      setChoice(told())
    }),
  )
  function choose(node: Node | undefined): void {
    if (!node) return
    const now: Choice = node.task ? { task: node.task.id } : { family: node.family }
    setChoice(now)
    clearTimeout(timer)
    timer = setTimeout(() => setFields('task' in now ? { node: now.task === own() ? '' : now.task, chosen: '' } : { node: '', chosen: now.family }), AT_REST)
  }
  return [choice, choose]
}
