package dev.stillson.core.scheduler;

import java.time.Instant;

/** What a task is to a run that has a stake in it. */
public enum RunPart {
  /** It got done while the run was there, by whomever. */
  DONE,
  /** It was done when the run looked for it, or was said to be. */
  DONE_BEFORE,
  /** It failed for good, or is disabled. */
  FAILED,
  /** An attempt is going on. */
  RUNNING,
  /** It waits, is tried again later, or nobody can make it. */
  OPEN;

  /**
   * What a task is to a run.
   *
   * @param started when the run began
   * @param status the task's status
   * @param attempts how many attempts of it were started
   * @param updated when its status last changed
   * @param due whether it comes back by itself
   */
  public static RunPart of(
      Instant started, Status status, int attempts, Instant updated, boolean due) {
    return switch (status) {
      case DONE -> attempts > 0 && !updated.isBefore(started) ? DONE : DONE_BEFORE;
      case FAILED -> due ? OPEN : FAILED;
      case DISABLED -> FAILED;
      case RUNNING, PARKED, BATCH_RUNNING -> RUNNING;
      case PENDING, UNKNOWN -> OPEN;
    };
  }
}
