// Who looks, and what they may do. What one may not do is not shown.
import { createSignal } from 'solid-js'
import { get, onSignedOut, post, Problem, remove } from '../api/client'
import type { Session } from '../api/types'
import { connect, disconnect } from '../live/events'

export type Standing = { is: 'unknown' } | { is: 'out' } | { is: 'in'; session: Session } | { is: 'unreachable'; problem: Problem }

const [standing, setStanding] = createSignal<Standing>({ is: 'unknown' })
export { standing }

const PAGE = 'stillson.page'

/** Keeps the page for those who leave to sign in elsewhere and come back to the first one. */
export function rememberPage(): void {
  sessionStorage.setItem(PAGE, location.hash)
}

function enter(session: Session): void {
  const page = sessionStorage.getItem(PAGE)
  sessionStorage.removeItem(PAGE)
  if (page && !location.hash) location.replace(page)
  setStanding({ is: 'in', session })
  connect()
}

function leave(): void {
  disconnect()
  setStanding({ is: 'out' })
}

/** Asks the server who this is. */
export async function recognise(): Promise<void> {
  try {
    enter(await get<Session>('session'))
  } catch (e) {
    if (!(e instanceof Problem)) throw e
    if (e.status === 401) leave()
    else setStanding({ is: 'unreachable', problem: e })
  }
}

export async function signIn(user: string, password: string): Promise<void> {
  enter(await post<Session>('session', { user, password }))
}

export async function signOut(): Promise<void> {
  await remove('session')
  leave()
}

function role(): Session['role'] | undefined {
  const now = standing()
  return now.is === 'in' ? now.session.role : undefined
}

/** Whether the viewer may change what runs. */
export const mayOperate = (): boolean => role() === 'operator' || role() === 'admin'
/** Whether the viewer may see who did what. */
export const mayAdminister = (): boolean => role() === 'admin'

onSignedOut(() => {
  if (standing().is === 'in') leave()
})
