package dev.stillson.server.store;

import dev.stillson.core.scheduler.AttemptEnd;
import dev.stillson.core.scheduler.Changes;
import dev.stillson.core.scheduler.RunEnd;
import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.TaskRow;
import dev.stillson.core.scheduler.WorkerRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes a changeset of what a scheduler touches, in the plainest way. */
final class Recorder implements Changes {
  private final Map<String, Boolean> tasks = new TreeMap<>();
  private final Map<String, List<String>> outputs = new TreeMap<>();
  private final List<Long> removed = new ArrayList<>();
  private final TreeSet<String> workers = new TreeSet<>();
  private final TreeSet<String> removedWorkers = new TreeSet<>();
  private final List<Changeset.Ended> ended = new ArrayList<>();
  private final List<RunRecord> runs = new ArrayList<>();
  private boolean general;

  @Override
  public void task(String id) {
    tasks.putIfAbsent(id, false);
  }

  @Override
  public void taskDescribed(String id) {
    tasks.put(id, true);
  }

  @Override
  public void taskRemoved(String id, long order) {
    tasks.remove(id);
    outputs.remove(id);
    removed.add(order);
  }

  @Override
  public void outputs(String id, List<String> told) {
    outputs.put(id, told);
  }

  @Override
  public void attemptEnded(AttemptEnd end, List<String> workers) {
    ended.add(new Changeset.Ended(end, workers));
  }

  @Override
  public void runEnded(RunEnd end) {
    runs.add(RunRecord.of(end, _ -> Optional.of("F")));
  }

  @Override
  public void worker(String id) {
    workers.add(id);
  }

  @Override
  public void workerRemoved(String id) {
    workers.remove(id);
    removedWorkers.add(id);
  }

  @Override
  public void general() {
    general = true;
  }

  Changeset take(Scheduler scheduler, Instant now) {
    List<TaskRow> described = new ArrayList<>();
    List<TaskRow> others = new ArrayList<>();
    tasks.forEach(
        (id, anew) -> scheduler.task(id).ifPresent(row -> (anew ? described : others).add(row)));
    List<Changeset.Outputs> told = new ArrayList<>();
    outputs.forEach((id, texts) ->
        scheduler.task(id).ifPresent(row -> told.add(new Changeset.Outputs(row.order(), texts))));
    List<WorkerRow> rows = new ArrayList<>();
    workers.forEach(id -> scheduler.worker(id).ifPresent(rows::add));
    Changeset changes =
        new Changeset(
            now,
            List.copyOf(removed),
            described,
            others,
            told,
            List.copyOf(removedWorkers),
            rows,
            general
                ? Optional.of(new Changeset.General(scheduler.totals(), scheduler.isPaused()))
                : Optional.empty(),
            List.copyOf(ended),
            List.copyOf(runs),
            List.of(),
            List.of());
    tasks.clear();
    outputs.clear();
    removed.clear();
    workers.clear();
    removedWorkers.clear();
    ended.clear();
    runs.clear();
    general = false;
    return changes;
  }
}
