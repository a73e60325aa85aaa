package dev.stillson.core.scheduler;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an announcement does. */
final class Announcing {
  /** Edges that are looked at for a cycle: nobody waits for a thorough search. */
  private static final int MOST_LOOKED_AT = 10_000;

  private final State state;
  private final Transitions transitions;

  Announcing(State state, Transitions transitions) {
    this.state = state;
    this.transitions = transitions;
  }

  void announce(WorkerState worker, List<Announcement> announcements, Instant now) {
    for (int i = 0; i < announcements.size(); i++) {
      announce(worker, announcements.get(i), now);
    }
  }

  private void announce(WorkerState worker, Announcement told, Instant now) {
    TaskState task = state.tasks.named(told.id());
    if (!task.present) {
      if (worker.disabled) {
        state.graph.forgetIfUnnamed(task);
        return;
      }
      state.appear(task, Status.PENDING, told.priority(), now);
    } else if ((worker.disabled && task.status != Status.RUNNING) || isCooling(task, told, now)) {
      return;
    }
    state.ready.remove(task);
    tellOutputs(task, told);
    boolean described = describe(task, told);
    keep(task);
    boolean interested = !worker.disabled && !worker.isAssistant();
    if (interested) {
      state.membership.addStakeholder(task, worker);
    }
    boolean linked = depend(task, told, interested ? worker : null, now);
    described |= linked;
    state.raise(task, told.priority());
    if (told.presence() == Presence.PENDING && !worker.disabled) {
      task.runnable = true;
      state.membership.addAble(task, worker);
    }
    if (told.terms().batching().isPresent()) {
      batchBy(worker, told.family(), told.terms().batching().get());
    }
    ask(task, told.presence(), now);
    task.announced = true;
    if (task.stakeholders.isEmpty()) {
      state.forsaken.add(task);
    }
    if (described) {
      state.changes.taskDescribed(task.id);
    } else {
      state.changes.task(task.id);
    }
    state.graph.refresh(task);
    if (linked && task.status == Status.PENDING) {
      tellCycle(task);
    }
  }

  /** Looks whether the task's dependencies depend on it, where that is to be found cheaply. */
  private void tellCycle(TaskState task) {
    if (task.firstDependant == 0) {
      return;
    }
    Edges edges = state.graph.edges;
    List<TaskState> dependencies = new ArrayList<>();
    boolean deep = false;
    for (int e = task.firstDependency; e != 0; e = edges.nextDependency(e)) {
      dependencies.add(edges.dependency(e));
      deep |= edges.dependency(e).firstDependency != 0;
    }
    if (deep) {
      List<String> cycle = new CycleSearch(state).through(task, dependencies, MOST_LOOKED_AT);
      if (!cycle.isEmpty()) {
        state.changes.cycle(cycle);
      }
    }
  }

  /** Whether the task got done so recently that the worker may have looked before. */
  private boolean isCooling(TaskState task, Announcement told, Instant now) {
    return task.status == Status.DONE
        && (told.presence() == Presence.PENDING || told.presence() == Presence.EXTERNAL)
        && now.isBefore(task.updated.plus(state.settings.doneCooldown()));
  }

  /** Passes on what was not told before. */
  private void tellOutputs(TaskState task, Announcement told) {
    // Who can make the task knows better where that goes.
    if (told.outputs().isEmpty() || (told.presence() == Presence.EXTERNAL && task.runnable)) {
      return;
    }
    int hash = told.outputs().hashCode();
    int known = hash == 0 ? 1 : hash;
    if (task.outputs != known) {
      task.outputs = known;
      state.changes.outputs(task.id, told.outputs());
    }
  }

  /** Whether anything is different now. */
  private static boolean describe(TaskState task, Announcement told) {
    boolean different = false;
    if (task.family.isEmpty() && !told.family().isEmpty()) {
      task.family = told.family();
      different = true;
    }
    if (task.parameters.size() == 0 && !task.parameters.equals(told.parameters())) {
      task.parameters = told.parameters();
      different = true;
    }
    if (told.presence() == Presence.EXTERNAL && task.runnable) {
      // Who can make the task knows its conditions better.
      return different;
    }
    Terms terms = told.terms();
    if (task.terms.module().isPresent() && terms.module().isEmpty()) {
      terms = terms.withModule(task.terms.module());
    }
    different |= !task.terms.equals(terms);
    task.terms = terms;
    task.batchable = terms.batching().isPresent();
    return different;
  }

  /** Whether anything is different now. */
  private boolean depend(
      TaskState task, Announcement told, @Nullable WorkerState stakeholder, Instant now) {
    if (told.dependencies().isEmpty() && told.softDependencies().isEmpty()) {
      if (told.presence() == Presence.PENDING && task.firstDependency != 0) {
        return state.graph.dependencies(task, List.of(), List.of());
      }
      return false;
    }
    List<TaskState> hard = named(told.dependencies(), told, stakeholder, now);
    List<TaskState> soft = named(told.softDependencies(), told, stakeholder, now);
    return state.graph.dependencies(task, hard, soft);
  }

  /** The tasks of these ids; those never heard of become known when somebody has a stake. */
  private List<TaskState> named(
      List<String> ids, Announcement told, @Nullable WorkerState stakeholder, Instant now) {
    List<TaskState> tasks = new ArrayList<>(ids.size());
    for (int i = 0; i < ids.size(); i++) {
      TaskState task = state.tasks.named(ids.get(i));
      if (stakeholder != null) {
        if (!task.present) {
          state.appear(task, Status.UNKNOWN, told.priority(), now);
          state.graph.refresh(task);
        }
        boolean kept = keep(task);
        if (state.membership.addStakeholder(task, stakeholder) || kept) {
          state.changes.task(task.id);
        }
      }
      tasks.add(task);
    }
    return tasks;
  }

  /** A task that somebody wants is not removed; whether it was about to be. */
  private boolean keep(TaskState task) {
    Rarity rarity = task.rarity;
    if (rarity == null || rarity.removal == null) {
      return false;
    }
    state.removals.stop(rarity.removal);
    rarity.removal = null;
    return true;
  }

  void batchBy(WorkerState worker, String family, Batching batching) {
    Batching known = worker.batchers.get(family);
    if (batching.equals(known)) {
      return;
    }
    worker.batchers.put(family, batching);
    state.ready.batchBy(family, batching.names());
    state.changes.worker(worker.id);
  }

  /** Asks for the status that fits what the worker found; a live attempt goes on. */
  private void ask(TaskState task, Presence presence, Instant now) {
    if (task.isLive()) {
      task.attempt().foundDone |= presence == Presence.DONE;
      return;
    }
    switch (presence) {
      case PENDING, EXTERNAL -> {
        if (task.status == Status.FAILED && task.terms.retry() instanceof RetryRule.Counted) {
          if (task.timer != null) {
            return;
          }
          transitions.forgetFailures(task);
        }
        transitions.set(task, Status.PENDING, now);
      }
      case DONE -> transitions.set(task, Status.DONE, now);
      case UNKNOWN -> transitions.set(task, Status.UNKNOWN, now);
      case DISABLED -> transitions.set(task, Status.DISABLED, now);
    }
  }
}
