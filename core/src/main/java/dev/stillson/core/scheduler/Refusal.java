package dev.stillson.core.scheduler;

/** Why the scheduler does not accept what a worker says about an attempt. */
public enum Refusal {
  /** The scheduler does not know the task (any more). */
  UNKNOWN_TASK,
  /** The attempt is over: it was reported, or lost and perhaps given to another worker. */
  ATTEMPT_OVER,
  /** The task belongs to a batch: its runner is the one to report. */
  MEMBER_OF_A_BATCH,
  /** A task that is parked already cannot be parked again. */
  ALREADY_PARKED,
  /** An awaited task has never been announced. */
  UNKNOWN_DEPENDENCY
}
