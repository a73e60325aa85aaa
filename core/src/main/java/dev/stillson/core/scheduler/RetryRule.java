package dev.stillson.core.scheduler;

import dev.stillson.Retry;
import java.time.Duration;

/** What follows a failed attempt. */
public sealed interface RetryRule {

  /** Failures are final. */
  RetryRule NONE = new Counted(Retry.NONE);

  /** Without limit, as Luigi's scheduler does by default. */
  RetryRule ENDLESS =
      new Windowed(999_999_999, Duration.ofHours(1), Duration.ofSeconds(999_999_999));

  /**
   * A number of retries with growing delays, then the failure is final. Success, forgiveness and a
   * new announcement of a finally failed task give the task all its retries back.
   *
   * @param retry how many, and when
   */
  record Counted(Retry retry) implements RetryRule {}

  /**
   * Luigi's rule: the task is tried again after the scheduler's {@link SchedulerSettings#retryDelay
   * retry delay}, and disabled when it fails too often.
   *
   * @param failures how many failures within {@code window} disable the task; 0 and 1 mean the
   *     first
   * @param window how long a failure is remembered
   * @param hardTimeout a failure this long after the first one disables the task
   */
  record Windowed(int failures, Duration window, Duration hardTimeout) implements RetryRule {}
}
