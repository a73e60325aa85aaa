package dev.stillson.core.scheduler;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which task depends on which, and what follows for the dependants when a task changes.
 *
 * <p>Each task counts those of its dependencies that hold it back and those that are lost, so that
 * a change costs as much as the task has dependants and not as much as they have dependencies. What
 * is lost makes its dependants lost in turn; the spreading is a loop, not a recursion, since chains
 * are long.
 */
final class Graph {
  private final Tasks tasks;
  private final ReadyQueue ready;
  private final Membership membership;
  final Edges edges;
  private final ArrayDeque<TaskState> spreading = new ArrayDeque<>();

  /** How many workers assist others; with none, a task that nobody can run is missing. */
  int assistants;

  Graph(Tasks tasks, ReadyQueue ready, Membership membership) {
    this.tasks = tasks;
    this.ready = ready;
    this.membership = membership;
    this.edges = new Edges(tasks);
  }

  /** Brings everything that depends on the task's state up to date, here and downstream. */
  void refresh(TaskState task) {
    ready.place(task);
    if (faceOf(task) != task.face) {
      spread(task);
    } else {
      membership.count(task);
    }
  }

  private void spread(TaskState first) {
    spreading.addLast(first);
    while (true) {
      TaskState task = spreading.pollFirst();
      if (task == null) {
        return;
      }
      Face old = task.face;
      Face now = faceOf(task);
      task.face = now;
      membership.count(task);
      if (old == now) {
        continue;
      }
      for (int edge = task.firstDependant; edge != 0; edge = edges.nextDependant(edge)) {
        TaskState dependant = edges.dependant(edge);
        int kind = edges.kind(edge);
        tally(dependant, kind, old, -1);
        tally(dependant, kind, now, 1);
        ready.place(dependant);
        if (faceOf(dependant) != dependant.face) {
          spreading.addLast(dependant);
        }
      }
    }
  }

  /** What the task looks like to its dependants, by its present state. */
  Face faceOf(TaskState task) {
    if (!task.present) {
      return Face.OPEN;
    }
    return switch (task.status) {
      case DONE -> Face.DONE;
      case RUNNING, PARKED, BATCH_RUNNING -> Face.OPEN;
      case UNKNOWN -> task.announced ? Face.LOST : Face.OPEN;
      case DISABLED -> Face.DISABLED;
      case FAILED -> task.timer == null || task.doomedBy > 0 ? Face.LOST : Face.OPEN;
      case PENDING -> {
        if (task.doomedBy > 0) {
          yield task.disabledBy > 0 ? Face.DISABLED : Face.LOST;
        }
        boolean somebody = !task.able.isEmpty() || (task.runnable && assistants > 0);
        yield somebody ? Face.OPEN : Face.LOST;
      }
    };
  }

  /** Counts one edge with a dependency that looks like {@code face}, in or out. */
  private static void tally(TaskState dependant, int kind, Face face, int change) {
    if ((kind & Edges.HARD) != 0) {
      if (face != Face.DONE) {
        dependant.waiting += change;
      }
      if (face.isLost()) {
        dependant.doomedBy += change;
      }
      if (face == Face.DISABLED) {
        dependant.disabledBy += change;
      }
    } else if ((kind & Edges.SOFT) != 0 && face == Face.OPEN) {
      dependant.waiting += change;
    }
    if ((kind & Edges.AWAITED) != 0 && face == Face.OPEN) {
      dependant.rare().awaiting += change;
    }
  }

  /** Adds an edge; the dependant is to be refreshed afterwards. */
  int connect(TaskState dependant, TaskState dependency, int kind, int previous) {
    tally(dependant, kind, dependency.face, 1);
    return edges.add(dependant, dependency, kind, previous);
  }

  /** Changes what an edge means; the dependant is to be refreshed afterwards. */
  void kind(int edge, int kind) {
    int old = edges.kind(edge);
    if (old != kind) {
      TaskState dependant = edges.dependant(edge);
      Face face = edges.dependency(edge).face;
      tally(dependant, old, face, -1);
      tally(dependant, kind, face, 1);
      edges.kind(edge, kind);
    }
  }

  /** Of the dependencies that are done the one that got so last; null: none is. */
  @Nullable TaskState lastDone(TaskState dependant) {
    TaskState last = null;
    for (int e = dependant.firstDependency; e != 0; e = edges.nextDependency(e)) {
      TaskState dependency = edges.dependency(e);
      if (dependency.status == Status.DONE
          && (last == null || dependency.updated.isAfter(last.updated))) {
        last = dependency;
      }
    }
    return last;
  }

  /**
   * Takes the meanings in {@code kinds} from all of the dependant's edges, and the edges that have
   * none left with them; the dependant is to be refreshed afterwards.
   */
  void disconnect(TaskState dependant, int kinds) {
    int previous = 0;
    int edge = dependant.firstDependency;
    while (edge != 0) {
      int next = edges.nextDependency(edge);
      int rest = edges.kind(edge) & ~kinds;
      TaskState dependency = edges.dependency(edge);
      kind(edge, rest);
      if (rest == 0) {
        edges.remove(edge, previous);
        // One that depends on itself is still being taken apart.
        if (dependency != dependant) {
          forgetIfUnnamed(dependency);
        }
      } else {
        previous = edge;
      }
      edge = next;
    }
  }

  /** Forgets a task that is neither known nor named by others. */
  void forgetIfUnnamed(TaskState task) {
    if (!task.present && task.firstDependant == 0) {
      tasks.forget(task);
    }
  }

  /**
   * Makes these the dependant's hard and soft dependencies; the dependant is to be refreshed
   * afterwards. Edges that a live attempt found stay. Whether anything is different now.
   */
  boolean dependencies(TaskState dependant, List<TaskState> hard, List<TaskState> soft) {
    if (same(dependant, hard, soft)) {
      return false;
    }
    int announced = Edges.HARD | Edges.SOFT;
    // Kept until the new edges are there, so that no dependency is forgotten and named again.
    List<TaskState> former = new ArrayList<>();
    for (int e = dependant.firstDependency; e != 0; e = edges.nextDependency(e)) {
      former.add(edges.dependency(e));
    }
    int previous = 0;
    int edge = dependant.firstDependency;
    while (edge != 0) {
      int next = edges.nextDependency(edge);
      int rest = dependant.isLive() ? edges.kind(edge) & ~announced : 0;
      kind(edge, rest);
      if (rest == 0) {
        edges.remove(edge, previous);
      } else {
        previous = edge;
      }
      edge = next;
    }
    int stamp = tasks.stamp();
    for (int e = dependant.firstDependency; e != 0; e = edges.nextDependency(e)) {
      edges.dependency(e).mark = -stamp;
    }
    int last = add(dependant, hard, Edges.HARD, 0, stamp);
    add(dependant, soft, Edges.SOFT, last, stamp);
    for (TaskState dependency : former) {
      forgetIfUnnamed(dependency);
    }
    return true;
  }

  private int add(
      TaskState dependant, List<TaskState> dependencies, int kind, int after, int stamp) {
    int previous = after;
    for (int i = 0; i < dependencies.size(); i++) {
      TaskState dependency = dependencies.get(i);
      if (dependency.mark == stamp) {
        continue;
      }
      if (dependency.mark == -stamp) {
        int edge = edges.find(dependant, dependency);
        kind(edge, edges.kind(edge) | kind);
      } else {
        previous = connect(dependant, dependency, kind, previous);
      }
      dependency.mark = stamp;
    }
    return previous;
  }

  private boolean same(TaskState dependant, List<TaskState> hard, List<TaskState> soft) {
    int edge = dependant.firstDependency;
    for (int i = 0; i < hard.size(); i++) {
      if (edge == 0 || edges.kind(edge) != Edges.HARD || edges.dependency(edge) != hard.get(i)) {
        return false;
      }
      edge = edges.nextDependency(edge);
    }
    for (int i = 0; i < soft.size(); i++) {
      if (edge == 0 || edges.kind(edge) != Edges.SOFT || edges.dependency(edge) != soft.get(i)) {
        return false;
      }
      edge = edges.nextDependency(edge);
    }
    return edge == 0;
  }
}
