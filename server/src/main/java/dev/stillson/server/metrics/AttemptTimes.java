package dev.stillson.server.metrics;

import dev.stillson.core.scheduler.AttemptEnd;
import dev.stillson.server.scheduler.CommitListener;
import dev.stillson.server.scheduler.Committed;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How long attempts took that ended since the server was started, by family and ending. */
final class AttemptTimes implements CommitListener {
  private static final int MOST_FAMILIES = 1_000;

  private final Map<String, Map<AttemptEnd.Ending, Times>> families = new ConcurrentHashMap<>();

  private static final class Times {
    final LongAdder count = new LongAdder();
    final LongAdder nanos = new LongAdder();
  }

  @Override
  public void committed(Committed changes) {
    changes.ended().forEach(this::add);
  }

  /** What was missed is not made up for: counters go on where they are. */
  @Override
  public void resync() {}

  private void add(AttemptEnd attempt) {
    if (families.size() >= MOST_FAMILIES && !families.containsKey(attempt.family())) {
      return;
    }
    Times times =
        families
            .computeIfAbsent(attempt.family(), _ -> new ConcurrentHashMap<>())
            .computeIfAbsent(attempt.ending(), _ -> new Times());
    // A clock that was set back lets no time run backwards.
    long took = Math.max(0, Duration.between(attempt.started(), attempt.ended()).toNanos());
    times.count.increment();
    times.nanos.add(took);
  }

  MetricSnapshot snapshot() {
    SummarySnapshot.Builder all =
        SummarySnapshot.builder()
            .name("stillson_attempt_seconds")
            .help(
                "How long attempts took that ended since the start, by family and ending; of the"
                    + " first 1000 families.");
    families.forEach((family, endings) ->
        endings.forEach((ending, times) ->
            all.dataPoint(
                SummarySnapshot.SummaryDataPointSnapshot.builder()
                    .count(times.count.sum())
                    .sum(times.nanos.sum() * 1e-9)
                    .labels(
                        Labels.of(
                            "family", family, "ending", ending.name().toLowerCase(Locale.ROOT)))
                    .build())));
    return all.build();
  }
}
