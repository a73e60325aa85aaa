package dev.stillson.server.scheduler;

import java.time.Instant;

/**
 * Whether the scheduler answers.
 *
 * @param condition in one word
 * @param since since when
 * @param text a sentence for people
 */
public record SchedulerHealth(Condition condition, Instant since, String text) {

  /** Whether the scheduler answers, and if not, why. */
  public enum Condition {
    /** The state is being read. */
    STARTING,
    /** Commands are answered. */
    READY,
    /** The store cannot be reached or does not take writes; it is tried again and again. */
    STORE_GONE,
    /** Another server has the state; this one takes over when that one is gone. */
    STANDBY,
    /** What was asked before is still answered, nothing more. */
    STOPPING
  }

  /** Whether commands are answered. */
  public boolean isReady() {
    return condition == Condition.READY;
  }
}
