package dev.stillson.server.metrics;

import dev.stillson.core.scheduler.AttemptEnd;
import dev.stillson.core.scheduler.AttemptStart;
import dev.stillson.server.scheduler.CommitListener;
import dev.stillson.server.scheduler.Committed;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How long tasks waited for their attempts, and how long these took, since the server's start. */
final class AttemptTimes implements CommitListener {
  private static final int MOST_FAMILIES = 1_000;

  private final Map<String, Family> families = new ConcurrentHashMap<>();

  private static final class Family {
    final Times waits = new Times();
    final Map<AttemptEnd.Ending, Times> attempts = new ConcurrentHashMap<>();
  }

  private static final class Times {
    private final LongAdder count = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    void add(Instant from, Instant until) {
      count.increment();
      // A clock that was set back lets no time run backwards.
      nanos.add(Math.max(0, Duration.between(from, until).toNanos()));
    }

    SummarySnapshot.SummaryDataPointSnapshot point(Labels labels) {
      return SummarySnapshot.SummaryDataPointSnapshot.builder()
          .count(count.sum())
          .sum(nanos.sum() * 1e-9)
          .labels(labels)
          .build();
    }
  }

  @Override
  public void committed(Committed changes) {
    for (AttemptStart attempt : changes.started()) {
      family(attempt.family()).waits.add(attempt.ready(), attempt.started());
    }
    for (AttemptEnd attempt : changes.ended()) {
      family(attempt.family())
          .attempts
          .computeIfAbsent(attempt.ending(), _ -> new Times())
          .add(attempt.started(), attempt.ended());
    }
  }

  /** What was missed is not made up for: counters go on where they are. */
  @Override
  public void resync() {}

  /** Of families beyond the most, one that nobody is told of. */
  private Family family(String name) {
    Family known = families.get(name);
    if (known == null && families.size() >= MOST_FAMILIES) {
      return new Family();
    }
    return known == null ? families.computeIfAbsent(name, _ -> new Family()) : known;
  }

  List<MetricSnapshot> snapshots() {
    SummarySnapshot.Builder waits =
        SummarySnapshot.builder()
            .name("stillson_wait_seconds")
            .help(
                "How long tasks waited until they were handed out, from when all that they require"
                    + " was done, since the start; of the first 1000 families.");
    SummarySnapshot.Builder attempts =
        SummarySnapshot.builder()
            .name("stillson_attempt_seconds")
            .help(
                "How long attempts took that ended since the start, by family and ending; of the"
                    + " first 1000 families.");
    families.forEach((name, family) -> {
      waits.dataPoint(family.waits.point(Labels.of("family", name)));
      family.attempts.forEach((ending, times) -> {
        String text = ending.name().toLowerCase(Locale.ROOT);
        attempts.dataPoint(times.point(Labels.of("family", name, "ending", text)));
      });
    });
    return List.of(waits.build(), attempts.build());
  }
}
