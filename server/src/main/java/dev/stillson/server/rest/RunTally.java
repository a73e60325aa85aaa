package dev.stillson.server.rest;

import dev.stillson.core.scheduler.RunCounts;
import dev.stillson.core.scheduler.RunPart;
import java.time.Instant;

/** Counts what the tasks of a run are. One thread counts, many may read. */
final class RunTally {
  private final Instant started;
  private volatile RunCounts counts = RunCounts.NONE;

  /** Nothing counted yet, of a run that began at {@code started}. */
  RunTally(Instant started) {
    this.started = started;
  }

  /** Counts {@code change} more of what {@code card} is to the run. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // The catalogue counts under its lock.
  void count(TaskCard card, int change) {
    counts =
        counts.plus(
            RunPart.of(started, card.status(), card.attempts(), card.updated(), card.due() != null),
            change);
  }

  RunCounts counts() {
    return counts;
  }
}
