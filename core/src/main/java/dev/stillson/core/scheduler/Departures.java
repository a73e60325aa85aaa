package dev.stillson.core.scheduler;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Workers that leave, fall silent or are disabled, and tasks that nobody needs any more. */
final class Departures {
  private final State state;

  /** How often something about a worker changed that decides about its claims. */
  long turns;

  private final Transitions transitions;
  private final Attempts attempts;

  Departures(State state, Transitions transitions, Attempts attempts) {
    this.state = state;
    this.transitions = transitions;
    this.attempts = attempts;
  }

  /** Applies what time has brought: workers first, then tasks. */
  void prune(Instant now) {
    Instant silentSince = now.minus(state.settings.workerTimeout());
    List<WorkerState> silent = new ArrayList<>(0);
    for (WorkerState worker : state.workers.values()) {
      if (worker.lastActive.isAfter(now)) {
        // The clock was set back; otherwise a dead worker would count as heard of until then.
        worker.lastActive = now;
        state.changes.worker(worker.id);
      } else if (worker.lastActive.isBefore(silentSince)) {
        silent.add(worker);
      }
    }
    for (WorkerState worker : silent) {
      drop(worker, true, now);
    }
    if (!state.forsaken.isEmpty()) {
      setRemovals(now.plus(state.settings.removeDelay()));
    }
    for (Timer timer = state.returns.due(now); timer != null; timer = state.returns.due(now)) {
      transitions.due(timer.task(), now);
    }
    forget(now);
  }

  private void forget(Instant now) {
    Timer timer = state.removals.due(now);
    if (timer == null) {
      return;
    }
    Set<TaskState> awaited = awaited();
    for (; timer != null; timer = state.removals.due(now)) {
      TaskState task = timer.task();
      task.rare().removal = null;
      if (task.isLive()) {
        state.changes.task(task.id);
      } else if (awaited.contains(task)) {
        transitions.remove(task, Transitions.after(now, state.settings.removeDelay()));
      } else {
        remove(task);
      }
    }
  }

  /**
   * What parked tasks wait for, also through others. An assistant has no stake in what its tasks
   * find, and without this they would wait for ever for what has been forgotten.
   */
  private Set<TaskState> awaited() {
    Set<TaskState> awaited = new HashSet<>();
    ArrayDeque<TaskState> waiting = new ArrayDeque<>();
    for (WorkerState worker : state.workers.values()) {
      for (TaskState task : worker.running) {
        if (task.status == Status.PARKED) {
          waiting.add(task);
        }
      }
    }
    Edges edges = state.graph.edges;
    for (TaskState task = waiting.poll(); task != null; task = waiting.poll()) {
      for (int e = task.firstDependency; e != 0; e = edges.nextDependency(e)) {
        boolean waits = (edges.kind(e) & (Edges.HARD | Edges.SOFT | Edges.AWAITED)) != 0;
        TaskState dependency = edges.dependency(e);
        if (waits && awaited.add(dependency) && dependency.status != Status.DONE) {
          waiting.add(dependency);
        }
      }
    }
    return awaited;
  }

  private void setRemovals(Instant at) {
    List<TaskState> candidates = state.forsaken;
    state.forsaken = new ArrayList<>();
    for (TaskState task : candidates) {
      boolean kept = !task.present || !task.stakeholders.isEmpty() || task.isLive();
      if (!kept && (task.rarity == null || task.rarity.removal == null)) {
        transitions.remove(task, at);
      }
    }
  }

  /** The worker is no more; what it ran is lost, or given back if it said goodbye. */
  void drop(WorkerState worker, boolean lost, Instant now) {
    turns++;
    state.workers.remove(worker.id);
    assistants(worker, false);
    endRun(worker, lost, now);
    for (TaskState task : worker.tasks) {
      if (task.present) {
        leave(task, worker, true);
      }
    }
    for (TaskState task : List.copyOf(worker.running)) {
      // The runner of a batch takes its members along.
      if (task.isLive() && task.attempt().worker == worker) {
        if (lost) {
          attempts.lose(task);
          String found = task.attempt().foundDone ? " after somebody had found its outputs" : "";
          attempts.explain(task, "Worker " + worker.id + " stopped answering" + found);
          transitions.fail(task, Transitions.Cause.LOSS, now);
        } else {
          attempts.release(task, now);
        }
      }
    }
    state.changes.workerRemoved(worker.id);
  }

  /** Tells what the tasks are that the worker has a stake in, if there are any. */
  private void endRun(WorkerState worker, boolean lost, Instant now) {
    int stamp = state.tasks.stamp();
    RunCounts counts = RunCounts.NONE;
    Instant lastChange = worker.started;
    int live = 0;
    for (TaskState task : worker.tasks) {
      if (task.present && task.mark != stamp && task.stakeholders.contains(worker)) {
        task.mark = stamp;
        counts =
            counts.plus(
                RunPart.of(
                    worker.started, task.status, task.attempts, task.updated, task.timer != null),
                1);
        live += task.face == Face.OPEN ? 1 : 0;
        if (task.updated.isAfter(lastChange)) {
          lastChange = task.updated;
        }
      }
    }
    if (counts.total() > 0) {
      state.changes.runEnded(
          new RunEnd(
              worker.id,
              worker.profile,
              worker.started,
              worker.lastActive,
              lastChange,
              now,
              lost,
              live,
              counts));
    }
  }

  /** The worker gets nothing more; what it runs goes on. */
  void disable(WorkerState worker) {
    turns++;
    worker.disabled = true;
    assistants(worker, false);
    for (TaskState task : worker.tasks) {
      if (task.present) {
        leave(task, worker, false);
      }
    }
    state.changes.worker(worker.id);
  }

  private void leave(TaskState task, WorkerState worker, boolean stakeToo) {
    state.ready.remove(task);
    state.membership.remove(task, worker, stakeToo);
    if (stakeToo && task.stakeholders.isEmpty()) {
      state.forsaken.add(task);
    }
    state.changes.task(task.id);
    state.graph.refresh(task);
  }

  /** Notes what the worker tells about itself. */
  void profile(WorkerState worker, WorkerProfile profile) {
    worker.registered = true;
    describe(worker, profile);
  }

  /** What is known about the worker differs. */
  void describe(WorkerState worker, WorkerProfile profile) {
    turns++;
    worker.profile = profile;
    assistants(worker, worker.isAssistant() && !worker.disabled);
    state.changes.worker(worker.id);
  }

  /** Counts the assistants; with the first and the last, orphans change their prospects. */
  private void assistants(WorkerState worker, boolean assisting) {
    if (worker.assisting == assisting) {
      return;
    }
    worker.assisting = assisting;
    int before = state.graph.assistants;
    state.graph.assistants = before + (assisting ? 1 : -1);
    if (before == 0 || state.graph.assistants == 0) {
      for (TaskState task : state.membership.orphans) {
        state.graph.refresh(task);
      }
    }
  }

  /** Forgets a task; where others name it as a dependency, it is as if it had never been told. */
  private void remove(TaskState task) {
    state.ready.remove(task);
    state.returns.stop(task.timer);
    task.timer = null;
    state.tasks.count(task.status, -1);
    task.present = false;
    state.graph.disconnect(task, ~0);
    state.graph.refresh(task);
    state.membership.clear(task);
    task.status = Status.UNKNOWN;
    task.announced = false;
    task.runnable = false;
    task.batchable = false;
    task.family = "";
    task.parameters = Parameters.NONE;
    task.terms = Terms.PLAIN;
    task.priority = 0;
    task.attempts = 0;
    task.attempt = null;
    task.rarity = null;
    task.outputs = 0;
    state.graph.forgetIfUnnamed(task);
    state.changes.taskRemoved(task.id, task.order);
  }
}
