package dev.stillson.core.scheduler;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tasks that can be handed out as soon as a worker with room for them asks. */
final class ReadyQueue {
  private final Map<Lane.Kind, Lane> lanes = new HashMap<>();

  /** The sets with lanes, in a fixed order. */
  private final Set<WorkerSet> sets = new LinkedHashSet<>();

  private final WorkerSets workerSets;
  final BatchGroups groups = new BatchGroups();

  /** How often a task was put in. */
  long additions;

  ReadyQueue(WorkerSets workerSets) {
    this.workerSets = workerSets;
  }

  /** Puts the task where it belongs by its present state. */
  void place(TaskState task) {
    boolean ready = isReady(task);
    Lane now = task.lane;
    if (now != null && (!ready || !belongs(task, now.kind))) {
      remove(task);
      now = null;
    }
    if (ready && now == null) {
      add(task);
    }
  }

  /** Takes the task out; called before anything changes that decides about its place. */
  void remove(TaskState task) {
    Lane lane = task.lane;
    if (lane == null) {
      return;
    }
    WorkerSet set = lane.kind.able();
    // A lane on its own needs no sorting in.
    boolean resort = set.lanes.size() > 1 && lane.best() == task;
    if (resort) {
      set.lanes.remove(lane);
    }
    if (task.batchable) {
      groups.remove(task);
    }
    lane.remove(task);
    if (lane.isEmpty()) {
      lanes.remove(lane.kind);
      if (!resort) {
        set.lanes.clear();
      }
      if (set.lanes.isEmpty()) {
        sets.remove(set);
      }
      workerSets.release(set);
    } else if (resort) {
      set.lanes.add(lane);
    }
  }

  private void add(TaskState task) {
    additions++;
    Lane.Kind kind = kind(task);
    Lane lane = lanes.get(kind);
    WorkerSet set = kind.able();
    if (lane == null) {
      lane = new Lane(kind);
      lanes.put(kind, lane);
      workerSets.acquire(set);
      if (set.lanes.isEmpty()) {
        sets.add(set);
      }
      lane.add(task);
      set.lanes.add(lane);
    } else if (set.lanes.size() > 1 && TaskState.compareRank(task, lane.best()) < 0) {
      set.lanes.remove(lane);
      lane.add(task);
      set.lanes.add(lane);
    } else {
      lane.add(task);
    }
    if (task.batchable && task.status == Status.PENDING) {
      groups.add(task);
    }
  }

  /** All lanes with something in them, in no order that means anything, but always the same. */
  List<Lane> lanes() {
    List<Lane> all = new ArrayList<>();
    for (WorkerSet set : sets) {
      all.addAll(set.lanes);
    }
    return all;
  }

  /** The sets of workers for which something is ready. */
  Collection<WorkerSet> sets() {
    return sets;
  }

  /** A worker combines tasks of a family by these parameters; known ready tasks are sorted in. */
  void batchBy(String family, List<String> batched) {
    if (!groups.register(family, batched)) {
      return;
    }
    for (Lane lane : lanes()) {
      if (!lane.kind.parked() && lane.kind.family().equals(family)) {
        for (Lane.Walk walk = lane.new Walk(); ; walk.advance()) {
          TaskState task = walk.task();
          if (task == null) {
            break;
          }
          if (task.batchable) {
            groups.add(task, batched);
          }
        }
      }
    }
  }

  /** Whether nothing but room, resources and a worker is missing. */
  static boolean isReady(TaskState task) {
    return switch (task.status) {
      case PENDING -> task.present && task.waiting == 0 && (task.runnable || !task.able.isEmpty());
      case PARKED -> task.rare().awaiting == 0;
      case RUNNING, BATCH_RUNNING, DONE, FAILED, DISABLED, UNKNOWN -> false;
    };
  }

  private Lane.Kind kind(TaskState task) {
    return task.status == Status.PARKED
        ? new Lane.Kind(
            workerSets.only(task.attempt().worker), task.demand(), Map.of(), task.family, true)
        : new Lane.Kind(task.able, task.demand(), task.terms.labels(), task.family, false);
  }

  private static boolean belongs(TaskState task, Lane.Kind kind) {
    boolean parked = task.status == Status.PARKED;
    return kind.parked() == parked
        && (parked || (kind.able() == task.able && kind.labels().equals(task.terms.labels())))
        && kind.family().equals(task.family)
        && kind.demand().equals(task.demand());
  }
}
