// How the scheduler as a whole is; asked for once, for the shell and the views.
import { createRoot } from 'solid-js'
import { get } from '../api/client'
import type { SchedulerState } from '../api/types'
import { anyTask, live, type Live } from '../live/query'
import { standing } from './session'

export const scheduler: Live<SchedulerState> = createRoot(() =>
  live(
    () => (standing().is === 'in' ? 'scheduler' : undefined),
    (path, signal) => get<SchedulerState>(path, {}, signal),
    (notice) => notice.general || anyTask(notice),
  ),
)
