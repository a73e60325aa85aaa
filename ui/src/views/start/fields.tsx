// What is asked of people before a task of a family can be made: its parameters, as its author described them.
import { For, Show, type JSX } from 'solid-js'
import type { FamilyParameter } from '../../api/types'

export type Values = Readonly<Record<string, string>>

/** What a field of the address begins with that gives a parameter's value. */
const PARAMETER = 'p.'

/** The values that the address gives. */
export function given(query: URLSearchParams): Values {
  return Object.fromEntries([...query].filter(([name]) => name.startsWith(PARAMETER)).map(([name, value]) => [name.slice(PARAMETER.length), value]))
}

/** The address's fields for `values`. */
export function asFields(values: Values): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [PARAMETER + name, value]))
}

/** What is sent: a parameter that is left empty is as it is by default. */
export function filled(parameters: readonly FamilyParameter[], values: Values): Record<string, string> {
  return Object.fromEntries(parameters.flatMap(({ name }) => (values[name] ? [[name, values[name]]] : [])))
}

export function Fields(props: { of: readonly FamilyParameter[]; values: Values; set: (name: string, value: string) => void }): JSX.Element {
  return (
    <For each={props.of}>
      {(one) => (
        <label class="parameter">
          <span class="parameter-name">
            <bdi>{one.name}</bdi> <span class="quiet">{one.required ? 'needed' : ''}</span>
          </span>
          <Show
            when={one.choices.length > 0}
            fallback={
              <input
                type={one.hidden ? 'password' : 'text'} autocomplete="off" spellcheck={false} required={one.required}
                value={props.values[one.name] ?? ''} placeholder={one.default ?? (one.example && !one.hidden ? `such as ${one.example}` : '')}
                onInput={(event) => props.set(one.name, event.currentTarget.value)}
              />
            }
          >
            <select required={one.required} onChange={(event) => props.set(one.name, event.currentTarget.value)}>
              <option value="">{one.required ? 'Choose' : one.default === undefined ? 'As by default' : `${one.default}, as by default`}</option>
              <For each={one.choices}>{(choice) => <option value={choice} selected={props.values[one.name] === choice}>{choice}</option>}</For>
            </select>
          </Show>
          <span class="quiet">
            <bdi>{one.form.charAt(0).toUpperCase() + one.form.slice(1)}</bdi>{one.default === undefined || one.choices.length > 0 ? '.' : ', by default the one shown.'} <bdi>{one.help}</bdi>
          </span>
        </label>
      )}
    </For>
  )
}
