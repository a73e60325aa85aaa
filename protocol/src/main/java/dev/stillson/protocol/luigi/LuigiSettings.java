package dev.stillson.protocol.luigi;

import dev.stillson.core.scheduler.RetryRule;
import java.time.Duration;

/**
 * What of {@code [scheduler]} in Luigi's configuration concerns the answers alone.
 *
 * @param pauseEnabled whether the scheduler can be paused
 * @param sendMessages whether people may send messages to tasks
 * @param recordTaskHistory whether there is a history of tasks to look at
 * @param maxShownTasks how many tasks a list holds at most; beyond, only their number is told
 * @param maxGraphNodes how many tasks a graph holds at most
 * @param usualRetry what follows a failure where the task says nothing else
 */
public record LuigiSettings(
    boolean pauseEnabled,
    boolean sendMessages,
    boolean recordTaskHistory,
    int maxShownTasks,
    int maxGraphNodes,
    RetryRule.Windowed usualRetry) {

  /** What Luigi does unless it is told otherwise. */
  public static final LuigiSettings USUAL =
      new LuigiSettings(
          true,
          true,
          false,
          100_000,
          100_000,
          new RetryRule.Windowed(
              999_999_999, Duration.ofHours(1), Duration.ofSeconds(999_999_999)));
}
