package dev.stillson;

import java.time.Duration;

/**
 * Whether and when a failed attempt is followed by another. The wait before retry <i>n</i> (from 1)
 * is {@code delay × factor^(n-1)}, at most {@code cap}, then changed by up to {@code jitter} of
 * itself either way.
 *
 * @param times how many further attempts there may be; 0 or more
 * @param delay the wait before the first of them; not negative
 * @param factor what the wait is multiplied by each time; finite, at least 1
 * @param cap the longest wait
 * @param jitter from 0 (none) to 1
 */
public record Retry(int times, Duration delay, double factor, Duration cap, double jitter) {

  /** A failure is final. */
  public static final Retry NONE = new Retry(0, Duration.ZERO, 1, Duration.ofDays(1), 0);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public Retry {
    if (times < 0 || delay.isNegative() || cap.isNegative()) {
      throw new IllegalArgumentException(
          "A retry has a negative value: times=%d delay=%s cap=%s".formatted(times, delay, cap));
    }
    if (!(factor >= 1 && Double.isFinite(factor)) || !(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException(
          "A retry's factor must be at least 1 and its jitter from 0 to 1: factor=%s jitter=%s"
              .formatted(factor, jitter));
    }
  }

  /**
   * Up to {@code times} further attempts, {@code delay} after each failure, at most a day, with 10
   * % of jitter.
   */
  public static Retry times(int times, Duration delay) {
    return new Retry(times, delay, 1, Duration.ofDays(1), 0.1);
  }

  /** This rule with the wait multiplied by {@code factor} each time, up to {@code cap}. */
  public Retry withBackoff(double factor, Duration cap) {
    return new Retry(times, delay, factor, cap, jitter);
  }

  /** This rule with its waits changed by up to {@code jitter} (0 to 1) of themselves either way. */
  public Retry withJitter(double jitter) {
    return new Retry(times, delay, factor, cap, jitter);
  }
}
