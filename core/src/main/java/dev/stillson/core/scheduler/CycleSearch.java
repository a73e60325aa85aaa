package dev.stillson.core.scheduler;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a way from tasks that one wants to wait for back to that one. It goes from both ends at
 * once, edge by edge, and is done as soon as either side has no more to look at: mostly at once,
 * since few tasks wait for one that runs.
 */
final class CycleSearch {
  private final State state;

  CycleSearch(State state) {
    this.state = state;
  }

  /** The path from {@code task} through one of {@code awaited} back to it; empty if none. */
  List<String> through(TaskState task, List<TaskState> awaited) {
    return through(task, awaited, Integer.MAX_VALUE);
  }

  /**
   * As {@link #through(TaskState, List)}; also empty if none was found at {@code most} edges in
   * each direction.
   */
  List<String> through(TaskState task, List<TaskState> awaited, int most) {
    Side up = new Side(true);
    for (TaskState dependency : awaited) {
      up.reach(dependency, null);
    }
    Side down = new Side(false);
    down.reach(task, null);
    Set<TaskState> goals = new HashSet<>(awaited);
    if (goals.contains(task)) {
      return List.of(task.id, task.id);
    }
    for (int steps = 0; steps < most; steps++) {
      Step upward = up.step(Set.of(task));
      if (upward.found != null) {
        List<String> path = new ArrayList<>(up.path(upward.found));
        Collections.reverse(path);
        path.addFirst(task.id);
        return path;
      }
      Step downward = down.step(goals);
      if (downward.found != null) {
        List<String> path = new ArrayList<>(down.path(downward.found));
        path.addFirst(task.id);
        return path;
      }
      if (upward.over || downward.over) {
        return List.of();
      }
    }
    return List.of();
  }

  /** What one step came to. */
  private record Step(@Nullable TaskState found, boolean over) {
    static final Step ON = new Step(null, false);
    static final Step OVER = new Step(null, true);
  }

  /** Whether the dependant of this edge now waits for its dependency. */
  boolean waits(int edge) {
    TaskState dependant = state.graph.edges.dependant(edge);
    int kind = state.graph.edges.kind(edge);
    return switch (dependant.status) {
      case PARKED -> (kind & Edges.AWAITED) != 0;
      case PENDING, FAILED, DISABLED, UNKNOWN -> (kind & (Edges.HARD | Edges.SOFT)) != 0;
      case RUNNING, BATCH_RUNNING, DONE -> false;
    };
  }

  /** A search in one direction. */
  private final class Side {
    private final boolean upward;
    private final Map<TaskState, @Nullable TaskState> from = new HashMap<>();
    private final ArrayDeque<TaskState> reached = new ArrayDeque<>();
    private int edge;

    Side(boolean upward) {
      this.upward = upward;
    }

    void reach(TaskState task, @Nullable TaskState origin) {
      if (!from.containsKey(task)) {
        from.put(task, origin);
        reached.addLast(task);
      }
    }

    /** Follows one edge. */
    Step step(Set<TaskState> goals) {
      Edges edges = state.graph.edges;
      while (edge == 0) {
        TaskState next = reached.peekFirst();
        if (next == null) {
          return Step.OVER;
        }
        edge = upward ? next.firstDependency : next.firstDependant;
        if (edge == 0) {
          reached.removeFirst();
        }
      }
      TaskState here = reached.getFirst();
      TaskState there = upward ? edges.dependency(edge) : edges.dependant(edge);
      boolean follow = waits(edge) && !from.containsKey(there);
      edge = upward ? edges.nextDependency(edge) : edges.nextDependant(edge);
      if (edge == 0) {
        reached.removeFirst();
      }
      if (!follow) {
        return Step.ON;
      }
      reach(there, here);
      return goals.contains(there) ? new Step(there, false) : Step.ON;
    }

    /** From {@code end} back to where the search began. */
    List<String> path(TaskState end) {
      List<String> path = new ArrayList<>();
      for (TaskState task = end; task != null; task = from.get(task)) {
        path.add(task.id);
      }
      return path;
    }
  }
}
