package dev.stillson.server.scheduler;

import dev.stillson.server.store.Changeset;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what is done. Each count is written by one thread and read by any. */
final class Tally {
  private final AtomicLong commands = new AtomicLong();
  private final AtomicLong commits = new AtomicLong();
  private final AtomicLong failedCommits = new AtomicLong();
  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong largest = new AtomicLong();
  private final AtomicLong applying = new AtomicLong();
  private final AtomicLong committing = new AtomicLong();
  private final AtomicLong longest = new AtomicLong();
  private final AtomicLong reopenings = new AtomicLong();
  private final AtomicLong cycles = new AtomicLong();

  void applied(int count, long nanos) {
    commands.addAndGet(count);
    applying.addAndGet(nanos);
  }

  void committed(Group group, long nanos) {
    Changeset changes = group.changes();
    commits.incrementAndGet();
    rows.addAndGet(
        changes.described().size()
            + changes.tasks().size()
            + changes.workers().size()
            + changes.ended().size());
    largest.accumulateAndGet(group.replies().size(), Math::max);
    committing.addAndGet(nanos);
    longest.accumulateAndGet(nanos, Math::max);
  }

  void commitFailed() {
    failedCommits.incrementAndGet();
  }

  void reopened() {
    reopenings.incrementAndGet();
  }

  /** Tasks wait for each other; how often that has been so. */
  long cycle() {
    return cycles.incrementAndGet();
  }

  SchedulerStatistics read(int queued, int waitingClaims) {
    return new SchedulerStatistics(
        queued,
        waitingClaims,
        commands.get(),
        commits.get(),
        failedCommits.get(),
        rows.get(),
        largest.intValue(),
        Duration.ofNanos(applying.get()),
        Duration.ofNanos(committing.get()),
        Duration.ofNanos(longest.get()),
        reopenings.get(),
        cycles.get());
  }
}
