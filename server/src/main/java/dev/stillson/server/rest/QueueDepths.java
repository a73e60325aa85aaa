package dev.stillson.server.rest;

import dev.stillson.core.scheduler.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How many tasks waited and ran, minute by minute. It is not stored: it begins with the server, and
 * goes back a week at most. Safe for use by many threads.
 */
public final class QueueDepths {
  private static final Duration APART = Duration.ofMinutes(1);
  private static final Duration KEPT = Duration.ofDays(7);

  private final NavigableMap<Instant, Depth> samples = new TreeMap<>();

  /**
   * The tasks at one moment.
   *
   * @param pending those that wait, for others or for a worker
   * @param running those that a worker is at
   */
  record Depth(int pending, int running) {}

  /** Whether a minute has passed since the last sample. */
  public synchronized boolean isDue(Instant now) {
    return samples.isEmpty() || !now.isBefore(samples.lastKey().plus(APART));
  }

  /** Notes that there were so many tasks of each status. */
  public synchronized void add(Instant now, Map<Status, Integer> counts) {
    int running =
        counts.getOrDefault(Status.RUNNING, 0) + counts.getOrDefault(Status.BATCH_RUNNING, 0);
    samples.put(now, new Depth(counts.getOrDefault(Status.PENDING, 0), running));
    samples.headMap(now.minus(KEPT)).clear();
  }

  /** The last samples of {@code count} stretches of time from {@code from} on, by stretch. */
  synchronized NavigableMap<Integer, Depth> stretches(Instant from, Duration stretch, int count) {
    NavigableMap<Integer, Depth> last = new TreeMap<>();
    samples
        .subMap(from, from.plus(stretch.multipliedBy(count)))
        .forEach(
            (at, depth) -> last.put((int) Duration.between(from, at).dividedBy(stretch), depth));
    return last;
  }
}
