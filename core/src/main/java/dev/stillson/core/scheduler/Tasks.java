package dev.stillson.core.scheduler;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tasks by id, and how many there are of each status. */
@SuppressWarnings("EnumOrdinal") // The counts live as long as the process and change all the time.
final class Tasks {
  private static final int STATUSES = Status.values().length;

  private final Map<String, TaskState> byId = new HashMap<>();
  private @Nullable TaskState[] byIndex = new @Nullable TaskState[16];
  private int used;
  private final ArrayDeque<Integer> freeIndexes = new ArrayDeque<>();
  private final int[] counts = new int[STATUSES];
  private final WorkerSet nobody;
  private int stamp;

  /** The number of the next task heard of. */
  long nextOrder;

  Tasks(WorkerSet nobody) {
    this.nobody = nobody;
  }

  /** The task that people know under this id. */
  @Nullable TaskState find(String id) {
    TaskState task = byId.get(id);
    return task != null && task.present ? task : null;
  }

  /** The task of this id, created as one that is only named if need be. */
  TaskState named(String id) {
    TaskState known = byId.get(id);
    if (known != null) {
      return known;
    }
    Integer freed = freeIndexes.pollLast();
    int index = freed == null ? used++ : freed;
    if (index == byIndex.length) {
      byIndex = Arrays.copyOf(byIndex, 2 * index);
    }
    TaskState task = new TaskState(id, index, nobody);
    byIndex[index] = task;
    byId.put(id, task);
    return task;
  }

  /** Forgets a task that nobody names any more. */
  void forget(TaskState task) {
    byId.remove(task.id);
    byIndex[task.index] = null;
    freeIndexes.addLast(task.index);
  }

  TaskState at(int index) {
    TaskState task = byIndex[index];
    if (task == null) {
      throw new IllegalStateException("There is no task at " + index);
    }
    return task;
  }

  /** One more or one less of a status. */
  void count(Status status, int change) {
    counts[status.ordinal()] += change;
  }

  int count(Status status) {
    return counts[status.ordinal()];
  }

  /** A number that no task has as its mark yet. */
  int stamp() {
    return ++stamp;
  }

  /** Upper bound for {@link #peek}. */
  int limit() {
    return used;
  }

  /** The task at an index, or null where one was forgotten. */
  @Nullable TaskState peek(int index) {
    return byIndex[index];
  }
}
