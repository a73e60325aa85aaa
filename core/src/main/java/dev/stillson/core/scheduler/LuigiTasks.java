package dev.stillson.core.scheduler;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a worker of Luigi does by telling about a task. The order of the steps is Luigi's where it
 * decides about the outcome: a failure is judged by the rule that held before, a batch is joined
 * before its runner runs, dependencies come after the status.
 */
final class LuigiTasks {
  private final State state;
  private final Transitions transitions;

  LuigiTasks(State state, Transitions transitions) {
    this.state = state;
    this.transitions = transitions;
  }

  /**
   * Refuses to run for a batch that does not wait for anybody.
   *
   * @throws IllegalArgumentException if so
   */
  void check(LuigiCommand.AddTask told) {
    TaskState task = state.tasks.find(told.taskId());
    boolean runs = task != null && task.isLive();
    if (told.asked() == Status.RUNNING && told.batch().isPresent() && !runs) {
      Batch batch = state.batches.get(told.batch().get());
      if (batch == null || batch.members.isEmpty()) {
        throw new IllegalArgumentException(
            "Task "
                + told.taskId()
                + " runs for batch "
                + told.batch().get()
                + ", of which no task is left");
      }
    }
  }

  void add(WorkerState worker, LuigiCommand.AddTask told, Instant now) {
    TaskState task = state.tasks.named(told.taskId());
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
    String family = task.family;
    Parameters parameters = task.parameters;
    Terms terms = task.terms;
    describe(task, told);
    remark(task, told);
    if (told.runnable() && told.asked() != Status.FAILED && !worker.disabled) {
      // Before the status: for a moment nobody could run it, and all its dependants would hear.
      task.runnable = true;
      state.membership.addAble(task, worker);
    }
    ask(task, worker, told, now);
    // The new status may have made it ready, and what follows decides about its place.
    state.ready.remove(task);
    boolean depends = depend(task, told);
    task.terms = terms(task, told);
    if (!worker.disabled && !told.assistant()) {
      takeStake(task, worker, told.priority(), now);
    }
    state.raise(task, told.priority());
    task.announced = true;
    if (task.stakeholders.isEmpty()) {
      state.forsaken.add(task);
    }
    if (depends
        || !family.equals(task.family)
        || !parameters.equals(task.parameters)
        || !terms.equals(task.terms)) {
      state.changes.taskDescribed(task.id);
    } else {
      state.changes.task(task.id);
    }
    state.graph.refresh(task);
  }

  /** Whether the task got done so recently that the worker may have looked before. */
  private boolean isCooling(TaskState task, LuigiCommand.AddTask told, Instant now) {
    return task.status == Status.DONE
        && told.asked() == Status.PENDING
        && now.isBefore(task.updated.plus(state.settings.doneCooldown()));
  }

  private void describe(TaskState task, LuigiCommand.AddTask told) {
    if (task.family.isEmpty()) {
      task.family = told.family();
    }
    if (task.parameters.size() == 0) {
      task.parameters = told.parameters();
    }
    if (!task.announced) {
      boolean fails = told.asked() == Status.FAILED;
      task.terms = fails ? told.terms().withRetry(told.usualRetry()) : told.terms();
    }
    told.batchable().ifPresent(batchable -> task.batchable = batchable);
    Rarity rarity = task.rarity;
    if (rarity != null && rarity.removal != null) {
      state.removals.stop(rarity.removal);
      rarity.removal = null;
    }
  }

  /** The terms told, except for what is left as it was. */
  private static Terms terms(TaskState task, LuigiCommand.AddTask told) {
    Terms old = task.terms;
    Terms terms = told.terms();
    if (old.module().isPresent() && !old.module().equals(terms.module())) {
      terms = terms.withModule(old.module());
    }
    if (told.messages().isEmpty() && old.acceptsMessages() != terms.acceptsMessages()) {
      terms = terms.withMessages(old.acceptsMessages());
    }
    return terms.equals(old) ? old : terms;
  }

  private void remark(TaskState task, LuigiCommand.AddTask told) {
    Collection<TaskState> members = Set.of();
    Batch batch = told.batch().isPresent() ? state.batches.get(told.batch().get()) : task.batch();
    if (batch != null) {
      members = batch.members;
    }
    Optional<String> url = told.trackingUrl();
    if (url.isPresent() || !(task.status == Status.RUNNING || task.status == Status.PARKED)) {
      watch(task, url);
      members.forEach(member -> watch(member, url));
    }
    if (told.explanation().isPresent()) {
      explain(task, told.explanation());
      members.forEach(member -> explain(member, told.explanation()));
    }
  }

  private void watch(TaskState task, Optional<String> url) {
    if (url.isPresent() || task.rarity != null) {
      task.rare().trackingUrl = url;
      state.changes.task(task.id);
    }
  }

  private void explain(TaskState task, Optional<String> explanation) {
    task.rare().explanation = explanation;
    state.changes.task(task.id);
  }

  /** The worker that runs the task or ran it last, unless it is lost. */
  private static @Nullable WorkerState runner(TaskState task) {
    Attempt attempt = task.attempt;
    return attempt == null || attempt.lost ? null : attempt.worker;
  }

  private void ask(TaskState task, WorkerState worker, LuigiCommand.AddTask told, Instant now) {
    WorkerState runner = runner(task);
    boolean mine = runner != null && runner.id.equals(worker.id);
    if (task.isLive()) {
      boolean ofTheRun =
          switch (told.asked()) {
            case DONE, FAILED, RUNNING -> mine;
            case PENDING, DISABLED, UNKNOWN, PARKED, BATCH_RUNNING -> false;
          };
      // A task of one of our own workers is parked when it finds dependencies, and by that worker.
      boolean stops =
          !told.found().orElse(List.of()).isEmpty() && (mine || !task.attempt().worker.registered);
      if (!ofTheRun && !stops) {
        return;
      }
      if (mine && told.asked() != Status.RUNNING && told.asked() != Status.DISABLED) {
        task.attempt().end = Attempt.End.REPORTED;
      }
    }
    if (told.asked() == Status.RUNNING) {
      run(task, worker, told, now);
    } else if (told.asked() == Status.FAILED) {
      boolean cancelled = task.isLive() && task.attempt().cancelled;
      transitions.fail(
          task, cancelled ? Transitions.Cause.CANCELLATION : Transitions.Cause.FAILURE, now);
    } else {
      transitions.set(task, told.asked(), now);
    }
  }

  /** The task runs, whether it was handed out or not. */
  private void run(TaskState task, WorkerState worker, LuigiCommand.AddTask told, Instant now) {
    if (task.status == Status.DISABLED && task.disabledByScheduler()) {
      return;
    }
    Batch batch = told.batch().isPresent() ? state.batches.get(told.batch().get()) : task.batch();
    if (!task.isLive()) {
      Demand held =
          batch != null && !batch.members.isEmpty()
              ? batch.members.iterator().next().attempt().held
              : told.terms().demand();
      task.attempts++;
      task.attempt = new Attempt(worker, now, held);
    }
    transitions.set(task, Status.RUNNING, now);
    if (batch != null) {
      batch.members.remove(task);
      task.rare().batch = batch;
    }
  }

  /** Whether anything is different now. */
  private boolean depend(TaskState task, LuigiCommand.AddTask told) {
    if (told.dependencies().isEmpty() && told.found().orElse(List.of()).isEmpty()) {
      return false;
    }
    Edges edges = state.graph.edges;
    List<TaskState> hard = new ArrayList<>();
    List<TaskState> soft = new ArrayList<>();
    if (told.dependencies().isPresent()) {
      name(told.dependencies().get(), hard);
    } else {
      for (int e = task.firstDependency; e != 0; e = edges.nextDependency(e)) {
        ((edges.kind(e) & Edges.HARD) != 0 ? hard : soft).add(edges.dependency(e));
      }
    }
    name(told.found().orElse(List.of()), hard);
    return state.graph.dependencies(task, hard, soft);
  }

  private void name(List<String> ids, List<TaskState> tasks) {
    for (String id : ids) {
      tasks.add(state.tasks.named(id));
    }
  }

  /** The worker wants the task, and so all that it depends on. */
  private void takeStake(TaskState task, WorkerState worker, double priority, Instant now) {
    state.membership.addStakeholder(task, worker);
    Edges edges = state.graph.edges;
    for (int e = task.firstDependency; e != 0; e = edges.nextDependency(e)) {
      TaskState dependency = edges.dependency(e);
      if (!dependency.present) {
        state.appear(dependency, Status.UNKNOWN, priority, now);
        state.graph.refresh(dependency);
      }
      if (state.membership.addStakeholder(dependency, worker)) {
        state.changes.task(dependency.id);
      }
    }
  }
}
