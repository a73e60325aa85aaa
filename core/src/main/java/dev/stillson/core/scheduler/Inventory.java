package dev.stillson.core.scheduler;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the scheduler knows, for those who look at much of it at once. Nothing is copied, so it is
 * to be used before the next command.
 */
public final class Inventory {
  private final State state;

  Inventory(State state) {
    this.state = state;
  }

  /** The task of this id; empty if it is unknown. */
  public Optional<TaskView> task(String id) {
    return Optional.ofNullable(state.tasks.find(id));
  }

  /** How many tasks there are. */
  public int count() {
    int count = 0;
    for (Status status : Status.values()) {
      count += state.tasks.count(status);
    }
    return count;
  }

  /** How many tasks of a status there are. */
  public int count(Status status) {
    return state.tasks.count(status);
  }

  /** All tasks, by the order in which they were first heard of. */
  public List<TaskView> tasks() {
    List<TaskState> tasks = new ArrayList<>();
    for (int i = 0; i < state.tasks.limit(); i++) {
      TaskState task = state.tasks.peek(i);
      if (task != null && task.present) {
        tasks.add(task);
      }
    }
    tasks.sort(Comparator.comparingLong(task -> task.order));
    return List.copyOf(tasks);
  }

  /** All tasks of a status, in no order that means anything. */
  public List<TaskView> tasks(Status status) {
    int left = state.tasks.count(status);
    if (status == Status.RUNNING) {
      return List.copyOf(state.running);
    }
    List<TaskView> tasks = new ArrayList<>(left);
    for (int i = 0; left > 0 && i < state.tasks.limit(); i++) {
      TaskState task = state.tasks.peek(i);
      if (task != null && task.present && task.status == status) {
        tasks.add(task);
        left--;
      }
    }
    return tasks;
  }

  /** What the task depends on, in the order named; some of it may be unknown. */
  public List<TaskView> dependencies(TaskView view) {
    TaskState task = state(view);
    List<TaskView> tasks = new ArrayList<>();
    for (int e = task.firstDependency; e != 0; e = state.graph.edges.nextDependency(e)) {
      tasks.add(state.graph.edges.dependency(e));
    }
    return tasks;
  }

  /** The tasks that depend on this one. */
  public List<TaskView> dependants(TaskView view) {
    TaskState task = state(view);
    List<TaskView> tasks = new ArrayList<>();
    for (int e = task.firstDependant; e != 0; e = state.graph.edges.nextDependant(e)) {
      tasks.add(state.graph.edges.dependant(e));
    }
    return tasks;
  }

  private static TaskState state(TaskView view) {
    return switch (view) {
      case TaskState task -> task;
    };
  }

  /** All workers, by the order in which they were first heard of. */
  public List<WorkerRow> workers() {
    Rows rows = new Rows(state);
    List<WorkerRow> workers = new ArrayList<>();
    for (WorkerState worker : state.workers.values()) {
      workers.add(rows.row(worker));
    }
    return workers;
  }

  /**
   * How many tasks are pending for a worker.
   *
   * @param able that it is able to run
   * @param unique that only it is able to run
   */
  public record Pending(int able, int unique) {}

  /** What is pending, by worker; those without anything are left out. */
  public Map<String, Pending> pending() {
    Map<WorkerSet, Integer> bySet = new HashMap<>();
    for (TaskView view : tasks(Status.PENDING)) {
      bySet.merge(state(view).able, 1, Integer::sum);
    }
    Map<String, Pending> byWorker = new HashMap<>();
    bySet.forEach((set, count) -> {
      Pending more = new Pending(count, set.workers.size() == 1 ? count : 0);
      for (WorkerState worker : set.workers) {
        byWorker.merge(
            worker.id,
            more,
            (one, other) -> new Pending(one.able + other.able, one.unique + other.unique));
      }
    });
    return byWorker;
  }

  /** How much there is of each resource that was set, by name. */
  public Map<String, Double> totals() {
    return state.resources.configured();
  }
}
