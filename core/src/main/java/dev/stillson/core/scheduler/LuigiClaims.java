package dev.stillson.core.scheduler;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a worker of Luigi gets work: one task or one batch at a time, with counts. */
final class LuigiClaims {
  private final State state;
  private final Transitions transitions;
  private final Claiming claiming;
  private final Choice choice;

  LuigiClaims(State state, Transitions transitions, Claiming claiming) {
    this.state = state;
    this.transitions = transitions;
    this.claiming = claiming;
    this.choice = new Choice(state);
  }

  LuigiCommand.Work work(WorkerState worker, LuigiCommand.GetWork get, Instant now) {
    worker.lastClaim = now;
    if (worker.disabled) {
      LuigiCommand.Counts none = new LuigiCommand.Counts(0, 0, 0, true, List.of());
      return new LuigiCommand.Work(none, List.of(), Optional.empty());
    }
    TaskState again = null;
    if (get.current().isPresent()) {
      again = forgotten(worker, get.current().get());
      putBack(worker, now);
    }
    TaskState task = again == null ? choice.next(worker, now) : again;
    // The counts are those of before, as Luigi's workers expect them.
    LuigiCommand.Counts counts = count(worker);
    if (task == null || task.status == Status.PARKED) {
      return new LuigiCommand.Work(counts, List.of(), Optional.empty());
    }
    if (again != null) {
      repeat(task, now);
      return new LuigiCommand.Work(counts, List.of(task), Optional.empty());
    }
    List<TaskState> crew = claiming.crew(task, worker);
    if (crew.size() == 1) {
      claiming.begin(task, worker, Status.RUNNING, now);
      return new LuigiCommand.Work(counts, List.of(task), Optional.empty());
    }
    Batch batch = state.batches.computeIfAbsent(Claiming.id(crew), Batch::new);
    for (TaskState member : crew) {
      member.rare().batch = batch;
      claiming.begin(member, worker, Status.BATCH_RUNNING, now);
      batch.members.add(member);
    }
    Batching batching = worker.batchers.get(task.family);
    List<String> names = batching == null ? List.of() : batching.names();
    return new LuigiCommand.Work(
        counts, List.copyOf(crew), Optional.of(new LuigiCommand.Combined(batch.id, names)));
  }

  /** The best of the tasks that the worker runs and does not know of. */
  private static @Nullable TaskState forgotten(WorkerState worker, Set<String> current) {
    TaskState best = null;
    for (TaskState task : worker.running) {
      if (task.status == Status.RUNNING
          && !current.contains(task.id)
          && (best == null || TaskState.compareRank(task, best) < 0)) {
        best = task;
      }
    }
    return best;
  }

  /** The members of batches that nobody runs are pending again. */
  private void putBack(WorkerState worker, Instant now) {
    Set<Batch> running = new HashSet<>();
    List<TaskState> members = new ArrayList<>(0);
    for (TaskState task : worker.running) {
      Batch batch = task.batch();
      if (task.status == Status.RUNNING && batch != null) {
        running.add(batch);
      } else if (task.status == Status.BATCH_RUNNING) {
        members.add(task);
      }
    }
    for (TaskState member : members) {
      Batch batch = member.batch();
      if (batch != null && !running.contains(batch)) {
        transitions.set(member, Status.PENDING, now);
        if (batch.members.isEmpty()) {
          state.batches.remove(batch.id, batch);
        }
      }
    }
  }

  /** The attempt begins anew, with the same number. */
  private void repeat(TaskState task, Instant now) {
    Attempt attempt = task.attempt();
    attempt.since = now;
    state.resources.giveBack(attempt.held);
    attempt.held = task.terms.demand();
    state.resources.take(attempt.held);
    state.changes.task(task.id);
  }

  LuigiCommand.Counts count(WorkerState worker) {
    int pending = 0;
    int unique = 0;
    int latest = worker.latestPending;
    for (WorkerSet set : worker.sets) {
      pending += set.pending;
      if (set.workers.size() == 1) {
        unique += set.pending;
        latest += set.pending;
      }
    }
    List<LuigiCommand.Running> running = new ArrayList<>();
    for (TaskState task : state.running) {
      if (worker.sets.contains(task.able)) {
        WorkerState runner = task.attempt().worker;
        running.add(new LuigiCommand.Running(task.id, runner.id, runner.profile));
      }
    }
    return new LuigiCommand.Counts(pending, unique, latest, worker.disabled, running);
  }
}
