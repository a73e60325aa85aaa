package dev.stillson.core.scheduler;

import dev.stillson.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What is remembered of a task's failures, and what follows from them. */
final class Failures {
  private static final double LONGEST = 1e10;

  /** Under {@link RetryRule.Windowed}: when, oldest first. */
  final Deque<Instant> times = new ArrayDeque<>();

  @Nullable Instant first;

  /** Under {@link RetryRule.Counted}: how many. */
  int count;

  /** How often the worker was lost. */
  int losses;

  /** Whether a failure at {@code now}, recorded here, is one too many. */
  boolean excessive(RetryRule.Windowed rule, Instant now) {
    times.addLast(now);
    Instant since = first;
    if (since == null) {
      since = now;
      first = now;
    }
    Instant oldest = now.minus(rule.window());
    while (!times.isEmpty() && times.getFirst().isBefore(oldest)) {
      times.removeFirst();
    }
    return !now.isBefore(since.plus(rule.hardTimeout())) || times.size() >= rule.failures();
  }

  /**
   * The wait before retry {@code number} (from 1). The jitter depends on the task and the number
   * alone, so that it is the same whenever it is asked for.
   */
  static Duration delay(Retry retry, String id, int number) {
    double seconds = seconds(retry.delay()) * Math.pow(retry.factor(), number - 1);
    seconds = Math.min(seconds, seconds(retry.cap()));
    if (retry.jitter() > 0) {
      seconds *= 1 + retry.jitter() * (2 * fraction(id.hashCode() * 31L + number) - 1);
    }
    // Whole seconds apart, so that neither long delays overflow nor short ones lose precision.
    double whole = Math.floor(Math.min(seconds, LONGEST));
    return Duration.ofSeconds((long) whole, Math.round((Math.min(seconds, LONGEST) - whole) * 1e9));
  }

  private static double seconds(Duration duration) {
    return (double) duration.getSeconds() + duration.getNano() / 1e9;
  }

  /** A number from 0 to 1, evenly spread over seeds. */
  private static double fraction(long seed) {
    long z = seed + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
  }
}
