package dev.stillson.core.scheduler;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a task does that finds, while it runs, that it needs others; and its going on. */
final class Awaiting {
  private final State state;
  private final Transitions transitions;
  private final Announcing announcing;

  Awaiting(State state, Transitions transitions, Announcing announcing) {
    this.state = state;
    this.transitions = transitions;
    this.announcing = announcing;
  }

  Awaited await(WorkerState worker, Command.Await command, Instant now) {
    TaskState task = state.tasks.find(command.taskId());
    if (task == null) {
      return new Awaited.Refused(Refusal.UNKNOWN_TASK);
    }
    if (!State.holds(worker, task, command.attempt())) {
      return new Awaited.Refused(Refusal.ATTEMPT_OVER);
    }
    if (task.status != Status.RUNNING) {
      return new Awaited.Refused(
          task.status == Status.PARKED ? Refusal.ALREADY_PARKED : Refusal.MEMBER_OF_A_BATCH);
    }
    announcing.announce(worker, command.newTasks(), now);
    List<TaskState> dependencies = new ArrayList<>(command.dependencies().size());
    for (String id : command.dependencies()) {
      TaskState dependency = state.tasks.find(id);
      if (dependency == null || dependency.isPlaceholder()) {
        return new Awaited.Refused(Refusal.UNKNOWN_DEPENDENCY);
      }
      dependencies.add(dependency);
    }
    List<String> cycle = new CycleSearch(state).through(task, dependencies);
    if (!cycle.isEmpty()) {
      return new Awaited.Cycle(cycle);
    }
    return park(task, dependencies, now);
  }

  private Awaited park(TaskState task, List<TaskState> dependencies, Instant now) {
    boolean open = false;
    for (TaskState dependency : dependencies) {
      open |= dependency.face == Face.OPEN;
    }
    int kind = open ? Edges.DYNAMIC | Edges.AWAITED : Edges.DYNAMIC;
    int stamp = state.tasks.stamp();
    int last = 0;
    for (int e = task.firstDependency; e != 0; e = state.graph.edges.nextDependency(e)) {
      state.graph.edges.dependency(e).mark = -stamp;
      last = e;
    }
    List<String> failed = new ArrayList<>();
    for (TaskState dependency : dependencies) {
      if (dependency.mark == stamp) {
        continue;
      }
      if (dependency.mark == -stamp) {
        int edge = state.graph.edges.find(task, dependency);
        state.graph.kind(edge, state.graph.edges.kind(edge) | kind);
      } else {
        last = state.graph.connect(task, dependency, kind, last);
      }
      dependency.mark = stamp;
      if (dependency.face.isLost()) {
        failed.add(dependency.id);
      }
    }
    state.raiseDependencies(task);
    state.changes.taskDescribed(task.id);
    if (!open) {
      return new Awaited.Settled(failed);
    }
    task.attempt().resumed = null;
    transitions.set(task, Status.PARKED, now);
    return new Awaited.Parked();
  }

  /** Lets a parked task go on; the awaited tasks that are lost are noted with the attempt. */
  Resumption resume(TaskState task, Instant now) {
    List<String> failed = new ArrayList<>();
    Edges edges = state.graph.edges;
    for (int e = task.firstDependency; e != 0; e = edges.nextDependency(e)) {
      if ((edges.kind(e) & Edges.AWAITED) != 0 && edges.dependency(e).face.isLost()) {
        failed.add(edges.dependency(e).id);
      }
    }
    Attempt attempt = task.attempt();
    attempt.resumed = List.copyOf(failed);
    transitions.set(task, Status.RUNNING, now);
    return new Resumption(task.id, task.attempts, attempt.resumed);
  }
}
