package dev.stillson.core.scheduler;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Who has a stake in a task and who is able to run it, with the counts that follow. A task counts
 * in its two sets of workers, whatever the number of workers in them.
 */
final class Membership {
  private static final int LIVE = 1;
  private static final int PENDING = 2;
  private static final int DEMANDING = 4;

  private final WorkerSets sets;

  /** Tasks that could be run by somebody once, and by nobody that is there now. */
  final Set<TaskState> orphans = new LinkedHashSet<>();

  /** How often the last live task of a set of stakeholders came to its end. */
  long conclusions;

  Membership(WorkerSets sets) {
    this.sets = sets;
  }

  /** Adds a stakeholder; whether it was none before. */
  boolean addStakeholder(TaskState task, WorkerState worker) {
    WorkerSet more = sets.plus(task.stakeholders, worker);
    if (more == task.stakeholders) {
      return false;
    }
    remember(task, worker);
    stakeholders(task, more);
    return true;
  }

  /** Adds a worker able to run the task, or notes that it is the latest to say so. */
  void addAble(TaskState task, WorkerState worker) {
    WorkerSet more = sets.plus(task.able, worker);
    if (more == task.able) {
      return;
    }
    remember(task, worker);
    able(task, more);
    if (more.workers.size() > 1) {
      latest(task, worker);
    }
  }

  /** Takes a worker out of both sets, or only out of those able to run the task. */
  void remove(TaskState task, WorkerState worker, boolean stakeToo) {
    if (stakeToo) {
      stakeholders(task, sets.minus(task.stakeholders, worker));
    }
    WorkerSet fewer = sets.minus(task.able, worker);
    if (fewer == task.able) {
      return;
    }
    able(task, fewer);
    if (fewer.workers.size() > 1 && task.rare().latest == worker) {
      latest(task, fewer.workers.getLast());
    }
  }

  /** Nobody has anything to do with the task any more. */
  void clear(TaskState task) {
    stakeholders(task, sets.nobody);
    able(task, sets.nobody);
    orphans.remove(task);
  }

  /** Counts the task as what it is now. */
  void count(TaskState task) {
    int wanted = task.present && task.face == Face.OPEN ? LIVE : 0;
    boolean pending = task.present && task.status == Status.PENDING;
    if (pending || (task.present && task.status == Status.FAILED)) {
      wanted |= task.face == Face.DISABLED ? 0 : PENDING;
    }
    if (pending && !task.terms.demand().isNone()) {
      wanted |= DEMANDING;
    }
    countAs(task, wanted);
  }

  void latest(TaskState task, WorkerState worker) {
    int counted = task.counted;
    countAs(task, 0);
    task.rare().latest = worker;
    countAs(task, counted);
  }

  /** Keeps the orphans right after {@code task.runnable} has become true. */
  void noteRunnable(TaskState task) {
    if (task.present && task.runnable && task.able.isEmpty()) {
      orphans.add(task);
    } else if (!orphans.isEmpty()) {
      orphans.remove(task);
    }
  }

  void stakeholders(TaskState task, WorkerSet set) {
    int counted = task.counted;
    countAs(task, 0);
    sets.acquire(set);
    sets.release(task.stakeholders);
    task.stakeholders = set;
    countAs(task, counted);
  }

  void able(TaskState task, WorkerSet set) {
    int counted = task.counted;
    countAs(task, 0);
    sets.acquire(set);
    sets.release(task.able);
    task.able = set;
    if (task.rarity != null && set.workers.size() < 2) {
      task.rarity.latest = null;
    }
    countAs(task, counted);
    noteRunnable(task);
  }

  private void countAs(TaskState task, int wanted) {
    int changed = task.counted ^ wanted;
    if (changed == 0) {
      return;
    }
    task.counted = (byte) wanted;
    if ((changed & LIVE) != 0) {
      task.stakeholders.live += (wanted & LIVE) != 0 ? 1 : -1;
      conclusions += task.stakeholders.live == 0 ? 1 : 0;
    }
    if ((changed & PENDING) != 0) {
      int change = (wanted & PENDING) != 0 ? 1 : -1;
      task.able.pending += change;
      WorkerState latest = task.rarity == null ? null : task.rarity.latest;
      if (latest != null) {
        latest.latestPending += change;
      }
    }
    if ((changed & DEMANDING) != 0) {
      task.able.demanding += (wanted & DEMANDING) != 0 ? 1 : -1;
    }
  }

  /** Notes the task with the worker, and clears out what it has nothing to do with any more. */
  private static void remember(TaskState task, WorkerState worker) {
    if (!task.stakeholders.contains(worker) && !task.able.contains(worker)) {
      ArrayList<TaskState> tasks = worker.tasks;
      tasks.add(task);
      if (tasks.size() > 2 * worker.tasksKept + 1_000) {
        ArrayList<TaskState> kept = new ArrayList<>(new LinkedHashSet<>(tasks));
        kept.removeIf(
            one -> one != task && !one.stakeholders.contains(worker) && !one.able.contains(worker));
        worker.tasks = kept;
        worker.tasksKept = kept.size();
      }
    }
  }
}
