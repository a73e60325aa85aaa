package dev.stillson.server.rest;

import dev.stillson.server.store.History;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What the tasks of a family are expected to do, by what they did: how long they take (the median
 * of the last 50 attempts that ended well) and how often that is well (of the last 100 that did or
 * failed). Looked up at most once a minute for each family. Safe for threads.
 */
public final class Expectations {
  private static final int LOOKED_AT = 50;
  private static final int SCORED = 100;
  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final int MOST_FAMILIES = 10_000;

  private final Remembered<Optional<Duration>> durations;
  private final Remembered<History.Score> scores;

  /** What was looked up of each family, for a minute. */
  private record Remembered<V>(
      Map<String, Known<V>> known, Function<String, V> source, InstantSource clock) {
    private record Known<V>(V value, Instant until) {}

    V of(String family) {
      Instant now = clock.instant();
      Known<V> last = known.get(family);
      if (last == null || now.isAfter(last.until)) {
        if (known.size() >= MOST_FAMILIES) {
          known.clear();
        }
        last = new Known<>(source.apply(family), now.plus(FRESH));
        known.put(family, last);
      }
      return last.value;
    }
  }

  /** Looks into {@code history}. */
  public Expectations(History history, InstantSource clock) {
    durations =
        new Remembered<>(
            new ConcurrentHashMap<>(),
            family -> median(history.durations(family, LOOKED_AT)),
            clock);
    scores =
        new Remembered<>(new ConcurrentHashMap<>(), family -> history.score(family, SCORED), clock);
  }

  /** The expected duration of one attempt; empty if none ended well as far as is remembered. */
  Optional<Duration> of(String family) {
    return durations.of(family);
  }

  /** How the latest attempts ended. */
  History.Score score(String family) {
    return scores.of(family);
  }

  private static Optional<Duration> median(List<Duration> durations) {
    List<Duration> sorted = durations.stream().sorted().toList();
    if (sorted.isEmpty()) {
      return Optional.empty();
    }
    Duration upper = sorted.get(sorted.size() / 2);
    Duration lower = sorted.get((sorted.size() - 1) / 2);
    Duration median = lower.plus(upper.minus(lower).dividedBy(2));
    return Optional.of(median.isNegative() ? Duration.ZERO : median);
  }
}
