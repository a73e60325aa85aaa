package dev.stillson.protocol.luigi;

import dev.stillson.core.scheduler.AttemptEnd;
import dev.stillson.core.scheduler.Changes;
import dev.stillson.core.scheduler.RunEnd;
import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.Snapshot;
import dev.stillson.core.scheduler.TaskRow;
import dev.stillson.core.scheduler.WorkerRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Keeps the rows that a scheduler says it touched, as a store does, and no others. */
final class KeptRows implements Changes {
  private final Map<String, TaskRow> tasks = new HashMap<>();
  private final Map<String, WorkerRow> workers = new HashMap<>();
  private final Set<String> touched = new TreeSet<>();
  private final Set<String> described = new TreeSet<>();
  private final Set<String> touchedWorkers = new TreeSet<>();

  @Override
  public void task(String id) {
    touched.add(id);
  }

  @Override
  public void taskDescribed(String id) {
    touched.add(id);
    described.add(id);
  }

  @Override
  public void taskRemoved(String id, long order) {
    touched.add(id);
    described.add(id);
  }

  @Override
  public void attemptEnded(AttemptEnd end, List<String> runs) {}

  @Override
  public void runEnded(RunEnd end) {}

  @Override
  public void worker(String id) {
    touchedWorkers.add(id);
  }

  @Override
  public void workerRemoved(String id) {
    touchedWorkers.add(id);
  }

  @Override
  public void general() {}

  /** Keeps what was touched. */
  void save(Scheduler scheduler) {
    for (String id : touched) {
      TaskRow row = scheduler.task(id).orElse(null);
      TaskRow old = tasks.get(id);
      if (row == null) {
        tasks.remove(id);
      } else if (old == null || described.contains(id)) {
        tasks.put(id, row);
      } else {
        tasks.put(id, describedBy(old, row));
      }
    }
    for (String id : touchedWorkers) {
      scheduler.worker(id).ifPresentOrElse(row -> workers.put(id, row), () -> workers.remove(id));
    }
    touched.clear();
    described.clear();
    touchedWorkers.clear();
  }

  /** The new row, with what rarely changes as it was. */
  private static TaskRow describedBy(TaskRow old, TaskRow row) {
    return new TaskRow(
        row.id(),
        old.family(),
        old.parameters(),
        old.terms(),
        row.priority(),
        row.status(),
        row.announced(),
        row.runnable(),
        row.batchable(),
        row.order(),
        row.heard(),
        row.updated(),
        old.dependencies(),
        row.stakeholders(),
        row.able(),
        row.latest(),
        row.attempts(),
        row.attempt(),
        row.failures(),
        row.batch(),
        row.disabledAt(),
        row.due(),
        row.removal(),
        row.remarks());
  }

  /** What was kept; what is about no task or worker is taken from the scheduler. */
  Snapshot snapshot(Scheduler scheduler) {
    Snapshot general = scheduler.snapshot();
    List<WorkerRow> all = new ArrayList<>(workers.values());
    return new Snapshot(List.copyOf(tasks.values()), all, general.totals(), general.paused());
  }
}
