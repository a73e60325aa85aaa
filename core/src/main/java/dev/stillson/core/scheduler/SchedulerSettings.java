package dev.stillson.core.scheduler;

import java.time.Duration;

/**
 * How the scheduler treats time and failures.
 *
 * @param retryDelay how long after a failure a task under {@link RetryRule.Windowed} is pending
 *     again
 * @param removeDelay how long a task that no worker has a stake in is remembered
 * @param workerTimeout how long a worker may be silent before its tasks are lost
 * @param disablePersist how long a task that failed too often stays disabled
 * @param doneCooldown how long after it got done a task is not made pending by an announcement
 * @param toleratedLosses how often a task under {@link RetryRule.Counted} may lose its worker
 *     before each further loss counts as a failure; 0: each loss counts
 * @param pruneOnClaim whether each claim first applies what time has brought
 */
public record SchedulerSettings(
    Duration retryDelay,
    Duration removeDelay,
    Duration workerTimeout,
    Duration disablePersist,
    Duration doneCooldown,
    int toleratedLosses,
    boolean pruneOnClaim) {

  /** For a daemon; what Luigi's scheduler does by default. */
  public static final SchedulerSettings DAEMON =
      new SchedulerSettings(
          Duration.ofMinutes(15),
          Duration.ofMinutes(10),
          Duration.ofMinutes(1),
          Duration.ofDays(1),
          Duration.ofSeconds(10),
          3,
          false);

  private static final Duration NEVER = Duration.ofDays(36_500);

  /**
   * For a run with a scheduler of its own: the one worker is never lost, what it announces is
   * believed at once, and its claims keep the time.
   */
  public static SchedulerSettings local() {
    return new SchedulerSettings(
        DAEMON.retryDelay, NEVER, NEVER, DAEMON.disablePersist, Duration.ZERO, 0, true);
  }
}
