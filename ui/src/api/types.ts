// What the server's REST API answers.

export const STATUSES = [
  'failed', 'running', 'batch_running', 'parked', 'pending', 'disabled', 'unknown', 'done',
] as const
export type Status = (typeof STATUSES)[number]

export type Counts = Partial<Record<Status, number>>

/** What lists show of a task. Infinite numbers come as text. */
export interface Card {
  id: string
  family: string
  parameters: Record<string, string>
  status: Status
  priority: number | string
  updated: string
  attempts: number
  worker?: string
  since?: string
  due?: string
  note?: string
  percentage?: number
  /** How long its family takes, in seconds; of running tasks, where it is known. */
  expected?: number
}

export interface Page {
  tasks: Card[]
  next?: string
}

export interface Neighbour {
  id: string
  family?: string
  parameters?: Record<string, string>
  status?: Status
  kind?: string
}

export interface Shortage {
  resource: string
  needed: number
  used: number
  total: number
}

/** Why a task does not run, as a word with its facts; `text` says it in the server's words. */
export interface Why {
  reason: string
  text: string
  worker?: string
  attempt?: number
  since?: string
  open?: string[]
  path?: string[]
  at?: string
  until?: string
  error?: string
  shortages?: Shortage[]
  /** Workers that could take it, which are full, and what they run at once. */
  workers?: number
  slots?: number
}

export interface Task extends Card {
  heard: string
  removal?: string
  disabledAt?: string
  announced: boolean
  runnable: boolean
  acceptsMessages: boolean
  batch?: string
  resources: Record<string, number>
  retry: { rule: string; failures?: number; windowSeconds?: number }
  failures?: { count: number; losses: number; first?: string }
  able: string[]
  stakeholders: string[]
  attempt?: {
    number: number
    worker: string
    since: string
    held: Record<string, number>
    live: boolean
    cancelled: boolean
  }
  explanation?: string
  message?: string
  trackingUrl?: string
  /** What people call the places of its results; absent: no worker told. */
  outputs?: string[]
  why: Why
  dependencyCount: number
  dependencies: Neighbour[]
  dependantCount: number
  dependants: Neighbour[]
}

export interface Attempt {
  task: string
  family: string
  parameters: Record<string, string>
  attempt: number
  worker: string
  host: string
  started: string
  ended: string
  ending: string
  explanation?: string
}

export interface Worker {
  id: string
  host: string
  slots: number
  disabled: boolean
  registered: boolean
  started: string
  lastActive: string
  lastClaim?: string
  unreadMessages: number
  running?: number
  labels: Record<string, string>
  info: Record<string, string>
  tasks?: Card[]
}

export interface Resource {
  name: string
  total: number
  used: number
}

export interface Family {
  family: string
  counts: Counts
  /** Whether a worker is there that makes tasks of it when asked. */
  startable?: boolean
  /** What its author says about its tasks, where a worker tells. */
  help?: string
  /** Whom to ask about its tasks. */
  owners?: string[]
  /** How long its tasks usually take, in seconds; absent: unknown. */
  expected?: number
  /** How its latest attempts went. */
  lately?: { done: number; failed: number }
}

/** What must be said to have a task of a family made. */
export interface FamilyParameter {
  name: string
  /** What its text must be, as in "a date". */
  form: string
  example: string
  required: boolean
  /** What it is if it is left out; absent: nothing, or not to be shown. */
  default?: string
  help: string
  /** All that it may be; empty: too many to tell. */
  choices: string[]
  /** Not to be shown, such as a password. */
  hidden: boolean
}

export interface FamilyDetails extends Family {
  workers: string[]
  parameters?: FamilyParameter[]
}

/** A task that the server need not know. */
export interface PlannedTask {
  id: string
  family: string
  name: string
}

/** What running a task would take. */
export interface StartPlan {
  task: string
  worker: string
  toRun: number
  done: number
  /** Of those to run: held up by the obstacles. */
  stuck: number
  /** The first; what they lack to the sums is of others. */
  families: { family: string; toRun: number; done: number }[]
  first: PlannedTask[]
  obstacles: PlannedTask[]
}

/** What became of a wish to run a task. */
export interface Started {
  submission: string
  task: string
  worker: string
  toRun: number
  /** Of those that it needs, or itself: complete already. */
  done: number
}

/** Tasks of one family that went wrong in one way. */
export interface FailureGroup {
  family: string
  /** The cause of the latest, and what it has in common with those of the others. */
  cause: string
  kind: string
  count: number
  /** How many of them are disabled; the others failed. */
  disabled: number
  /** How many tasks wait for them, and whether there are more; of the first groups only. */
  holdsUp?: number
  holdsUpMore?: boolean
  first: string
  last: string
  /** At most 10. */
  workers: string[]
  /** The ids of the latest, at most 3. */
  tasks: string[]
}

export interface Failures {
  groups: FailureGroup[]
  more: boolean
}

export const RUN_STATUSES = ['running', 'failed', 'unfinished', 'lost', 'done'] as const
export type RunStatus = (typeof RUN_STATUSES)[number]

/** One invocation. */
export interface Run {
  id: string
  worker: string
  kind: string
  status: RunStatus
  /** Ids of the tasks that were asked for, as far as they were told. */
  roots: string[]
  family?: string
  user?: string
  host?: string
  code?: string
  started: string
  ended?: string
  counts: { total: number; done: number; doneBefore: number; failed: number; running: number; notRun: number }
}

/** A task of the chain that decides, or decided, when a run ends. */
export interface PathStep {
  task: string
  family?: string
  /** What it took; of a run that goes on, what it is expected to take from now on; absent: unknown. */
  seconds?: number
  /** Of a run that ended. */
  attempt?: number
  started?: string
}

export interface RunDetails extends Run {
  /** Of a run that goes on. */
  estimate?: { seconds?: number; finish?: string; unknown?: string; tasks?: number; slots?: number; unknownFamilies?: string[] }
  /** What comes first first. */
  criticalPath?: PathStep[]
}

/** The attempts of a run, in columns of equal length. */
export interface RunTasks {
  from: string
  families: string[]
  workers: string[]
  columns: {
    task: string[]
    family: number[]
    worker: number[]
    attempt: number[]
    /** Milliseconds since `from`. */
    start: number[]
    end: (number | null)[]
    ending: string[]
  }
  next?: string
}

/** Attempts that ended, and tasks that waited and ran, in parts of time of equal length. */
export interface Throughput {
  from: string
  bucketSeconds: number
  done: number[]
  failed: number[]
  /** At the end of each part; null where the server does not know, as before its start. */
  pending: (number | null)[]
  running: (number | null)[]
}

/** Many tasks of a family, a few at a time. */
export interface Backfill {
  id: string
  family: string
  /** The parameter in which they differ, and the first and last of its values. */
  parameter: string
  first: string
  last: string
  values: number
  limit: number
  user: string
  begun: string
  /** When it was over or stopped, and all that it started had ended. */
  endedAt?: string
  condition: 'running' | 'paused' | 'stopped' | 'over'
  /** Why it does not go on. */
  waitsFor?: string
  started: number
  ended: number
  failed: number
  refused: number
  toRun: number
  refusals: { value: string; text: string }[]
}

export interface SchedulerState {
  paused: boolean
  condition: string
  text: string
  counts: Counts
  /** After so many seconds of silence a worker counts as dead; a server of an older release does not say. */
  workerTimeout?: number
}

export interface Session {
  name: string
  role: 'viewer' | 'worker' | 'operator' | 'admin'
}

export interface AuditEntry {
  at: string
  who: string
  action: string
  subject: string
  detail: string
}

export interface GraphAnswer {
  tasks: Card[]
  edges: { task: string; needs: string; kind: string }[]
  cut: boolean
}

/** Which tasks are meant; what is absent does not restrict. */
export interface Filter {
  status?: Status[]
  family?: string
  text?: string
  worker?: string
  /** Whose runs want the tasks. */
  user?: string
  /** What they failed for, but for numbers. */
  cause?: string
  /** Whose status changed then or later, and before; points in time, or how long ago, such as PT1H. */
  from?: string
  until?: string
  ids?: string[]
}

export const ACTIONS = ['retry', 'mark-done', 'disable', 'enable', 'cancel'] as const
export type Action = (typeof ACTIONS)[number]
