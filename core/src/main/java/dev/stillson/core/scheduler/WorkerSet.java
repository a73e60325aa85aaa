package dev.stillson.core.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A set of workers. Tasks with the same stakeholders, or that the same workers can run, share one
 * object, so that counting and queueing is done once per set and not once per task and worker.
 */
final class WorkerSet {
  /** Those in it, by the order in which they were first heard of. */
  final List<WorkerState> workers;

  /** How many tasks use it. */
  int users;

  /** As stakeholders: tasks that may still get done. */
  int live;

  /** As able ones: tasks pending or failed and not below a disabled one. */
  int pending;

  /** As able ones: pending tasks that need resources. */
  int demanding;

  /** What can be handed out to those in it, by the best task of each lane. */
  final TreeSet<Lane> lanes = new TreeSet<>(Lane.RANK);

  /** The last answer of {@link WorkerSets#plus}, which is asked the same again and again. */
  @Nullable WorkerState lastPlus;

  @Nullable WorkerSet lastResult;

  private @Nullable List<String> ids;

  WorkerSet(List<WorkerState> workers) {
    this.workers = workers;
  }

  /** The ids of those in it; the same list each time. */
  List<String> ids() {
    List<String> known = ids;
    if (known == null) {
      List<String> all = new ArrayList<>(workers.size());
      for (WorkerState worker : workers) {
        all.add(worker.id);
      }
      known = List.copyOf(all);
      ids = known;
    }
    return known;
  }

  boolean isEmpty() {
    return workers.isEmpty();
  }

  boolean contains(WorkerState worker) {
    for (int i = 0; i < workers.size(); i++) {
      if (workers.get(i) == worker) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return workers.toString();
  }
}
