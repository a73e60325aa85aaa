package dev.stillson.worker.scheduler;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Growing waits between attempts to reach the server, spread at random, so that thousands of
 * workers do not come back in one moment. Safe for threads.
 */
final class Backoff {
  private static final long FIRST_MILLIS = 100;
  private static final long LONGEST_MILLIS = 10_000;

  private long next = FIRST_MILLIS;

  /** How long to wait now. */
  synchronized Duration next() {
    long wait = next / 2 + ThreadLocalRandom.current().nextLong(next / 2 + 1);
    next = Math.min(LONGEST_MILLIS, next * 2);
    return Duration.ofMillis(wait);
  }

  /** The server answered. */
  synchronized void reset() {
    next = FIRST_MILLIS;
  }
}
