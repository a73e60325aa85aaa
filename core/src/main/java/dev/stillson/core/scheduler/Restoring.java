package dev.stillson.core.scheduler;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the state from rows: first all tasks, then what ties them together, then the counts. */
final class Restoring {
  private final State state;

  Restoring(State state) {
    this.state = state;
  }

  void restore(Snapshot snapshot) {
    state.paused = snapshot.paused();
    snapshot.totals().forEach(state.resources::total);
    List<WorkerRow> workers = new ArrayList<>(snapshot.workers());
    workers.sort(Comparator.comparingLong(WorkerRow::order));
    workers.forEach(this::worker);
    List<TaskRow> rows = new ArrayList<>(snapshot.tasks());
    rows.sort(Comparator.comparingLong(TaskRow::order));
    for (TaskRow row : rows) {
      describe(row);
    }
    for (TaskRow row : rows) {
      tie(state.tasks.named(row.id()), row);
    }
    for (TaskRow row : rows) {
      row.batch().ifPresent(id -> member(state.tasks.named(row.id()), id));
    }
    for (TaskRow row : rows) {
      row.batch().ifPresent(id -> runner(state.tasks.named(row.id()), id));
    }
    for (TaskRow row : rows) {
      state.graph.refresh(state.tasks.named(row.id()));
    }
  }

  private void worker(WorkerRow row) {
    WorkerState worker = new WorkerState(row.id(), row.order(), row.started());
    state.nextWorkerOrder = row.order() + 1;
    state.workers.put(row.id(), worker);
    worker.profile = row.profile();
    worker.lastActive = row.lastActive();
    worker.lastClaim = row.lastClaim().orElse(null);
    worker.registered = row.registered();
    worker.disabled = row.disabled();
    worker.messages.addAll(row.messages());
    worker.messageNumber = row.messageNumber();
    worker.batchers.putAll(row.batching());
    row.batching().forEach((family, batching) -> state.ready.batchBy(family, batching.names()));
    worker.assisting = worker.isAssistant() && !worker.disabled;
    state.graph.assistants += worker.assisting ? 1 : 0;
  }

  private void describe(TaskRow row) {
    TaskState task = state.tasks.named(row.id());
    task.family = row.family();
    task.parameters = row.parameters();
    task.terms = row.terms();
    row.terms()
        .batching()
        .ifPresent(batching -> state.ready.batchBy(row.family(), batching.names()));
    task.priority = row.priority();
    task.status = row.status();
    task.present = true;
    task.announced = row.announced();
    task.runnable = row.runnable();
    task.batchable = row.batchable();
    task.order = row.order();
    task.heard = row.heard();
    task.updated = row.updated();
    task.attempts = row.attempts();
    state.tasks.nextOrder = row.order() + 1;
    state.tasks.count(task.status, 1);
  }

  private void tie(TaskState task, TaskRow row) {
    int last = 0;
    for (TaskRow.Dependency dependency : row.dependencies()) {
      int kind = dependency.hard() ? Edges.HARD : 0;
      kind |= dependency.soft() ? Edges.SOFT : 0;
      kind |= dependency.awaited() ? Edges.AWAITED : 0;
      kind |= dependency.dynamic() ? Edges.DYNAMIC : 0;
      last = state.graph.connect(task, state.tasks.named(dependency.id()), kind, last);
    }
    rarity(task, row);
    row.attempt().ifPresent(attempt -> attempt(task, attempt));
    for (String id : row.stakeholders()) {
      state.membership.addStakeholder(task, worker(id));
    }
    for (String id : row.able()) {
      state.membership.addAble(task, worker(id));
    }
    row.latest().ifPresent(id -> state.membership.latest(task, worker(id)));
    state.membership.noteRunnable(task);
    task.timer = row.due().map(at -> state.returns.start(at, task)).orElse(null);
    if (row.removal().isPresent()) {
      task.rare().removal = state.removals.start(row.removal().get(), task);
    } else if (row.stakeholders().isEmpty()) {
      state.forsaken.add(task);
    }
  }

  private WorkerState worker(String id) {
    WorkerState worker = state.workers.get(id);
    if (worker == null) {
      throw new IllegalArgumentException("Worker " + id + " is named by a task and has no row");
    }
    return worker;
  }

  private static void rarity(TaskState task, TaskRow row) {
    if (!row.remarks().equals(TaskRow.Remarks.NONE)) {
      Rarity rarity = task.rare();
      rarity.explanation = row.remarks().explanation();
      rarity.message = row.remarks().message();
      rarity.percentage = row.remarks().percentage();
      rarity.trackingUrl = row.remarks().trackingUrl();
      row.remarks().responses().forEach(rarity::respond);
    }
    row.disabledAt().ifPresent(at -> task.rare().disabledAt = at);
    row.failures().ifPresent(told -> task.rare().failures = failures(told));
  }

  private static Failures failures(TaskRow.FailureRow row) {
    Failures failures = new Failures();
    failures.times.addAll(new ArrayDeque<>(row.times()));
    failures.first = row.first().orElse(null);
    failures.count = row.count();
    failures.losses = row.losses();
    return failures;
  }

  private void attempt(TaskState task, TaskRow.AttemptRow row) {
    @Nullable WorkerState known = state.workers.get(row.worker());
    if (known == null && row.live()) {
      throw new IllegalArgumentException(
          "Task " + task.id + " is held by worker " + row.worker() + ", which has no row");
    }
    WorkerState worker = known == null ? new WorkerState(row.worker(), -1, Instant.EPOCH) : known;
    Attempt attempt = new Attempt(worker, row.since(), row.held());
    attempt.cancelled = row.cancelled();
    attempt.foundDone = row.foundDone();
    attempt.resumed = row.resumed().orElse(null);
    if (row.live()) {
      worker.running.add(task);
    } else {
      attempt.end = row.reported() ? Attempt.End.REPORTED : Attempt.End.TAKEN_AWAY;
    }
    task.attempt = attempt;
    if (task.status == Status.RUNNING) {
      state.running.add(task);
      state.resources.take(row.held());
    }
  }

  private void member(TaskState task, String id) {
    if (task.status == Status.BATCH_RUNNING) {
      Batch batch = state.batches.computeIfAbsent(id, Batch::new);
      task.rare().batch = batch;
      batch.members.add(task);
    }
  }

  /**
   * A runner that has lost its batch may meet a later batch of the same tasks, and of that name.
   */
  private void runner(TaskState task, String id) {
    if (task.status != Status.BATCH_RUNNING) {
      Batch batch = state.batches.get(id);
      WorkerState worker = task.attempt().worker;
      boolean own = batch != null && batch.members.iterator().next().attempt().worker == worker;
      task.rare().batch = own ? batch : new Batch(id);
    }
  }
}
