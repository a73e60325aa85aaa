package dev.stillson.core.scheduler;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that can be handed out and are alike in who may take them, what they need and their family,
 * best first: a heap whose tasks know their place in it. What holds one of them back holds back
 * all.
 */
final class Lane {
  /**
   * What its tasks have in common.
   *
   * @param labels what a worker must have
   * @param parked whether they are parked tasks to go on, which only their own worker may take
   */
  record Kind(
      WorkerSet able, Demand demand, Map<String, String> labels, String family, boolean parked) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Kind that
          && able == that.able
          && parked == that.parked
          && family.equals(that.family)
          && labels.equals(that.labels)
          && demand.equals(that.demand);
    }

    @Override
    public int hashCode() {
      return (family.hashCode() * 31 + demand.hashCode()) * 2 + (parked ? 1 : 0);
    }
  }

  /** The lane with the better best task first. */
  static final Comparator<Lane> RANK =
      new Comparator<>() {
        @Override
        public int compare(Lane one, Lane other) {
          return TaskState.compareRank(one.best(), other.best());
        }
      };

  final Kind kind;
  private TaskState[] heap = new TaskState[4];
  private int size;

  Lane(Kind kind) {
    this.kind = kind;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  TaskState best() {
    return heap[0];
  }

  void add(TaskState task) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    task.lane = this;
    up(task, size++);
  }

  void remove(TaskState task) {
    TaskState last = heap[--size];
    int place = task.laneIndex;
    // A stale reference in the array would keep the task alive; the first cell is always filled.
    if (size > 0) {
      heap[size] = heap[0];
    }
    if (last != task) {
      up(last, place);
      down(last, last.laneIndex);
    }
    task.lane = null;
  }

  private void up(TaskState task, int from) {
    int place = from;
    while (place > 0) {
      int parent = (place - 1) >>> 1;
      if (TaskState.compareRank(heap[parent], task) <= 0) {
        break;
      }
      put(heap[parent], place);
      place = parent;
    }
    put(task, place);
  }

  private void down(TaskState task, int from) {
    int place = from;
    while (true) {
      int child = 2 * place + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && TaskState.compareRank(heap[child + 1], heap[child]) < 0) {
        child++;
      }
      if (TaskState.compareRank(task, heap[child]) <= 0) {
        break;
      }
      put(heap[child], place);
      place = child;
    }
    put(task, place);
  }

  private void put(TaskState task, int place) {
    heap[place] = task;
    task.laneIndex = place;
  }

  /** A walk through a lane, best first, that costs only as much as it goes. */
  final class Walk {
    private final PriorityQueue<TaskState> frontier = new PriorityQueue<>(TaskState.RANK);

    Walk() {
      reach(0);
    }

    Lane lane() {
      return Lane.this;
    }

    /** The task it has come to; null at the end. */
    @Nullable TaskState task() {
      return frontier.peek();
    }

    void advance() {
      TaskState task = frontier.remove();
      reach(2 * task.laneIndex + 1);
      reach(2 * task.laneIndex + 2);
    }

    private void reach(int place) {
      if (place < size) {
        frontier.add(heap[place]);
      }
    }
  }
}
