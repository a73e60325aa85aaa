package dev.stillson.core.scheduler;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out why a task is not running. */
final class Reasons {
  private final State state;
  private final int effort;

  /**
   * @param effort how many dependencies are followed in each direction to find a cycle
   */
  Reasons(State state, int effort) {
    this.state = state;
    this.effort = effort;
  }

  Why why(TaskState task) {
    return switch (task.status) {
      case DONE -> new Why.Done();
      case RUNNING, BATCH_RUNNING ->
          new Why.Running(task.attempt().worker.id, task.attempts, task.attempt().since);
      case PARKED -> new Why.Parked(task.attempt().worker.id, ids(holding(task, Edges.AWAITED)));
      case UNKNOWN -> task.announced ? new Why.Broken() : new Why.Unannounced();
      case DISABLED -> new Why.Disabled(Optional.ofNullable(task.timer).map(Timer::at));
      case FAILED -> failed(task);
      case PENDING -> pending(task);
    };
  }

  private Why failed(TaskState task) {
    Timer timer = task.timer;
    if (timer == null) {
      return new Why.Failed(task.rarity == null ? Optional.empty() : task.rarity.explanation);
    }
    return task.doomedBy > 0 ? new Why.Doomed(toCause(task)) : new Why.Retrying(timer.at());
  }

  private Why pending(TaskState task) {
    if (task.doomedBy > 0) {
      return new Why.Doomed(toCause(task));
    }
    if (!task.runnable && task.able.isEmpty()) {
      return new Why.Missing();
    }
    if (task.waiting > 0) {
      List<TaskState> open = holding(task, Edges.HARD | Edges.SOFT);
      List<String> cycle = new CycleSearch(state).through(task, open, effort);
      return cycle.isEmpty() ? new Why.Waiting(ids(open)) : new Why.Cycle(cycle);
    }
    if (state.paused) {
      return new Why.Paused();
    }
    if (!task.terms.labels().isEmpty() && nobodyIsCapable(task)) {
      return new Why.Incapable(task.terms.labels());
    }
    List<WorkerState> takers = takers(task);
    if (takers.isEmpty()) {
      return new Why.Unattended();
    }
    List<Why.Shortage> shortages = shortages(task.terms.demand());
    if (!shortages.isEmpty()) {
      return new Why.Scarce(shortages);
    }
    int slots = 0;
    boolean room = false;
    for (WorkerState worker : takers) {
      slots += worker.profile.slots();
      room |= !worker.isFull();
    }
    return room ? new Why.Ready() : new Why.Busy(takers.size(), slots);
  }

  private boolean nobodyIsCapable(TaskState task) {
    for (WorkerState worker : state.workers.values()) {
      if (mayTake(worker, task)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Those of the workers that may take {@code task} who ask for work. Whoever submitted it never
   * does.
   */
  private List<WorkerState> takers(TaskState task) {
    List<WorkerState> takers = new ArrayList<>();
    for (WorkerState worker : state.workers.values()) {
      boolean asks = worker.lastClaim != null || worker.isAssistant();
      if (asks && mayTake(worker, task)) {
        takers.add(worker);
      }
    }
    return takers;
  }

  private static boolean mayTake(WorkerState worker, TaskState task) {
    return worker.mayTake(task.able, task.family, task.terms.labels());
  }

  /** The dependencies through edges of these kinds that hold the task back. */
  private List<TaskState> holding(TaskState task, int kinds) {
    List<TaskState> holding = new ArrayList<>();
    Edges edges = state.graph.edges;
    for (int e = task.firstDependency; e != 0; e = edges.nextDependency(e)) {
      TaskState dependency = edges.dependency(e);
      int kind = edges.kind(e) & kinds;
      boolean hard = (kind & Edges.HARD) != 0;
      if (kind != 0 && (dependency.face == Face.OPEN || (hard && dependency.face.isLost()))) {
        holding.add(dependency);
      }
    }
    return holding;
  }

  /** From the task over lost dependencies to one that is lost by itself. */
  private List<String> toCause(TaskState task) {
    List<String> path = new ArrayList<>();
    Set<TaskState> seen = new HashSet<>();
    Edges edges = state.graph.edges;
    TaskState here = task;
    while (seen.add(here)) {
      path.add(here.id);
      @Nullable TaskState next = null;
      boolean waits = here.status == Status.PENDING || here.timer != null;
      for (int e = here.firstDependency; e != 0 && waits && next == null; ) {
        if ((edges.kind(e) & Edges.HARD) != 0 && edges.dependency(e).face.isLost()) {
          next = edges.dependency(e);
        }
        e = edges.nextDependency(e);
      }
      if (next == null) {
        return path;
      }
      here = next;
    }
    path.add(here.id);
    return path;
  }

  private List<Why.Shortage> shortages(Demand demand) {
    List<Why.Shortage> shortages = new ArrayList<>();
    for (int i = 0; i < demand.size(); i++) {
      double needed = Demand.amount(demand.millionths(i));
      double used = state.resources.used(demand.name(i));
      double total = state.resources.total(demand.name(i));
      if (needed + used > total) {
        shortages.add(new Why.Shortage(demand.name(i), needed, used, total));
      }
    }
    return shortages;
  }

  private static List<String> ids(List<TaskState> tasks) {
    List<String> ids = new ArrayList<>();
    for (TaskState task : tasks) {
      ids.add(task.id);
    }
    return ids;
  }
}
