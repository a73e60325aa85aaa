package dev.stillson.core.scheduler;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * The upstream status of tasks, found by looking at all that they depend on. It remembers what it
 * found, so one object serves for as many tasks as wanted until the next command.
 */
public final class UpstreamStatus {
  private final State state;
  private final Map<TaskState, Upstream> known = new HashMap<>();

  UpstreamStatus(State state) {
    this.state = state;
  }

  /** The upstream status of the task; {@link Upstream#NONE} if the task is unknown. */
  public Upstream of(String taskId) {
    TaskState task = state.tasks.find(taskId);
    return task == null ? Upstream.NONE : of(task);
  }

  /** The upstream status of the task. */
  public Upstream of(TaskView view) {
    return switch (view) {
      case TaskState task -> of(task);
    };
  }

  /** A task being looked at, and how far. */
  private static final class Visit {
    final TaskState task;
    int edge;
    Upstream worst = Upstream.NONE;

    Visit(TaskState task) {
      this.task = task;
      this.edge = task.firstDependency;
    }
  }

  private Upstream of(TaskState asked) {
    Upstream found = known.get(asked);
    if (found != null) {
      return found;
    }
    if (!looksFurther(asked)) {
      return own(asked);
    }
    ArrayDeque<Visit> visits = new ArrayDeque<>();
    visits.push(begin(asked));
    while (true) {
      Visit visit = visits.getFirst();
      if (visit.edge == 0) {
        visits.pop();
        known.put(visit.task, visit.worst);
        if (visits.isEmpty()) {
          return visit.worst;
        }
        continue;
      }
      TaskState dependency = state.graph.edges.dependency(visit.edge);
      Upstream status = looksFurther(dependency) ? known.get(dependency) : own(dependency);
      if (status == null) {
        visits.push(begin(dependency));
      } else {
        visit.edge = state.graph.edges.nextDependency(visit.edge);
        visit.worst = status.compareTo(visit.worst) > 0 ? status : visit.worst;
      }
    }
  }

  /** A task that is being looked at counts as nothing, so that a cycle comes to an end. */
  private Visit begin(TaskState task) {
    known.put(task, Upstream.NONE);
    return new Visit(task);
  }

  private static boolean looksFurther(TaskState task) {
    return task.present && task.status == Status.PENDING && task.firstDependency != 0;
  }

  private static Upstream own(TaskState task) {
    if (!task.present) {
      return Upstream.NONE;
    }
    return switch (task.status) {
      case RUNNING, PARKED, BATCH_RUNNING -> Upstream.RUNNING;
      case PENDING -> Upstream.MISSING_INPUT;
      case FAILED -> Upstream.FAILED;
      case DISABLED -> Upstream.DISABLED;
      case DONE, UNKNOWN -> Upstream.NONE;
    };
  }
}
