package dev.stillson.core.scheduler;

/** Where a task is in its life, as the scheduler knows it. */
public enum Status {
  /** To be run, now or once its dependencies are met. */
  PENDING,
  /** Handed to a worker, or the runner of a batch. */
  RUNNING,
  /**
   * Handed to a worker and stopped in the middle, until the tasks it awaits have come to an end. It
   * holds its lease and no resources. Clients that do not know the status are told {@link
   * #RUNNING}.
   */
  PARKED,
  /** Run by the runner of its batch. */
  BATCH_RUNNING,
  /** Its output is there. */
  DONE,
  /** Its last attempt failed; it runs again at its retry time, or never if it has none. */
  FAILED,
  /** Not to be run: switched off by a worker or a person, or by too many failures. */
  DISABLED,
  /** Heard of as a dependency only, or announced as broken. */
  UNKNOWN
}
