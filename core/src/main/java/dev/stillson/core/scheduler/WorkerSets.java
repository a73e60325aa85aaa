package dev.stillson.core.scheduler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sets of workers in use, each once. */
final class WorkerSets {
  final WorkerSet nobody = new WorkerSet(List.of());
  private final Map<List<WorkerState>, WorkerSet> sets = new HashMap<>();

  WorkerSet plus(WorkerSet set, WorkerState worker) {
    if (set.contains(worker)) {
      return set;
    }
    WorkerSet last = set.lastResult;
    if (set.lastPlus == worker && last != null && last.users > 0) {
      return last;
    }
    List<WorkerState> more = new ArrayList<>(set.workers);
    int place = 0;
    while (place < more.size() && more.get(place).order < worker.order) {
      place++;
    }
    more.add(place, worker);
    WorkerSet result = of(more);
    set.lastPlus = worker;
    set.lastResult = result;
    return result;
  }

  WorkerSet minus(WorkerSet set, WorkerState worker) {
    if (!set.contains(worker)) {
      return set;
    }
    List<WorkerState> fewer = new ArrayList<>(set.workers);
    fewer.remove(worker);
    return fewer.isEmpty() ? nobody : of(fewer);
  }

  WorkerSet only(WorkerState worker) {
    return plus(nobody, worker);
  }

  /** One more use of {@code set}. */
  void acquire(WorkerSet set) {
    if (set.users++ == 0 && !set.isEmpty()) {
      sets.put(set.workers, set);
      for (WorkerState worker : set.workers) {
        worker.sets.add(set);
      }
    }
  }

  /** One use less; a set without any is forgotten. */
  void release(WorkerSet set) {
    if (--set.users == 0 && !set.isEmpty()) {
      sets.remove(set.workers);
      for (WorkerState worker : set.workers) {
        worker.sets.remove(set);
      }
    }
  }

  private WorkerSet of(List<WorkerState> workers) {
    WorkerSet known = sets.get(workers);
    return known == null ? new WorkerSet(List.copyOf(workers)) : known;
  }
}
