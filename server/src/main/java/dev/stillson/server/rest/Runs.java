package dev.stillson.server.rest;

import dev.stillson.core.scheduler.RunCounts;
import dev.stillson.core.scheduler.WorkerRow;
import dev.stillson.server.store.History;
import dev.stillson.server.store.RunFilter;
import dev.stillson.server.store.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The runs that go on, the latest first, and behind them those that ended, the latest first. */
final class Runs {
  /** What begins the name of a place among those that go on. */
  private static final String GOING_ON = "w";

  private final Catalogue catalogue;
  private final History history;

  Runs(Catalogue catalogue, History history) {
    this.catalogue = catalogue;
    this.history = history;
  }

  /**
   * A page of runs.
   *
   * @param next where the next page begins; empty: there is none
   */
  record Page(List<RunRecord> runs, Optional<String> next) {}

  /**
   * The runs that {@code filter} lets through.
   *
   * @param after where the page before ended; empty: the first page
   * @throws NumberFormatException if {@code after} is not such a place
   */
  Page page(RunFilter filter, String after, int most) {
    List<RunRecord> found = new ArrayList<>();
    if (after.isEmpty() || after.startsWith(GOING_ON)) {
      long before = after.isEmpty() ? Long.MAX_VALUE : Long.parseLong(after.substring(1));
      for (WorkerRow worker : catalogue.workers()) {
        Optional<RunRecord> run =
            worker.order() < before ? open(worker).filter(filter::fits) : Optional.empty();
        if (run.isPresent()) {
          found.add(run.get());
          if (found.size() == most) {
            return new Page(found, Optional.of(GOING_ON + worker.order()));
          }
        }
      }
    }
    long before =
        after.isEmpty() || after.startsWith(GOING_ON) ? History.NEWEST : Long.parseLong(after);
    List<History.PastRun> past = history.runs(filter, before, most - found.size());
    boolean full = past.size() == most - found.size();
    past.forEach(one -> found.add(one.run()));
    return new Page(
        found, full ? Optional.of(Long.toString(past.getLast().number())) : Optional.empty());
  }

  /** The run of that id, or the latest one of the worker of that id; empty if there is none. */
  Optional<RunRecord> find(String name) {
    Optional<RunRecord> named = catalogue.worker(name).flatMap(this::open);
    if (named.isPresent()) {
      return named;
    }
    for (WorkerRow worker : catalogue.workers()) {
      Optional<RunRecord> run = open(worker).filter(one -> one.id().equals(name));
      if (run.isPresent()) {
        return run;
      }
    }
    return history.run(name);
  }

  /** The worker as a run; empty if it has no stake in anything. */
  private Optional<RunRecord> open(WorkerRow worker) {
    RunCounts counts = catalogue.counts(worker.id());
    return counts.total() == 0
        ? Optional.empty()
        : Optional.of(RunRecord.of(worker, counts, id -> catalogue.task(id).map(TaskCard::family)));
  }
}
