package dev.stillson.worker.scheduler;

import java.time.Duration;
import java.time.Instant;

/** The time, and calls at later times; a test moves its own. */
public interface Timer extends AutoCloseable {

  /** The time of day. */
  Instant now();

  /**
   * Calls {@code task} once after {@code wait} in a thread of the timer; {@code task} is short and
   * throws nothing.
   */
  Alarm after(Duration wait, Runnable task);

  /** Cancels all alarms. */
  @Override
  void close();

  /** A call to come. */
  interface Alarm {
    /** Makes the call not come, unless it began already. */
    void cancel();
  }
}
