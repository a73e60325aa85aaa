package dev.stillson.core.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Shows the state as rows. */
final class Rows {
  private final State state;

  Rows(State state) {
    this.state = state;
  }

  Snapshot all() {
    List<TaskRow> tasks = new ArrayList<>();
    for (int i = 0; i < state.tasks.limit(); i++) {
      TaskState task = state.tasks.peek(i);
      if (task != null && task.present) {
        tasks.add(row(task));
      }
    }
    List<WorkerRow> workers = new ArrayList<>();
    for (WorkerState worker : state.workers.values()) {
      workers.add(row(worker));
    }
    return new Snapshot(tasks, workers, state.resources.configured(), state.paused);
  }

  TaskRow row(TaskState task) {
    Rarity rarity = task.rarity;
    Attempt attempt = task.attempt;
    return new TaskRow(
        task.id,
        task.family,
        task.parameters,
        task.terms,
        task.priority,
        task.status,
        task.announced,
        task.runnable,
        task.batchable,
        task.order,
        task.heard,
        task.updated,
        dependencies(task),
        task.stakeholders.ids(),
        task.able.ids(),
        rarity == null ? Optional.empty() : Optional.ofNullable(rarity.latest).map(one -> one.id),
        task.attempts,
        attempt == null ? Optional.empty() : Optional.of(row(attempt)),
        rarity == null ? Optional.empty() : failures(rarity.failures),
        rarity == null ? Optional.empty() : Optional.ofNullable(rarity.batch).map(one -> one.id),
        rarity == null ? Optional.empty() : Optional.ofNullable(rarity.disabledAt),
        Optional.ofNullable(task.timer).map(Timer::at),
        rarity == null ? Optional.empty() : Optional.ofNullable(rarity.removal).map(Timer::at),
        rarity == null ? TaskRow.Remarks.NONE : remarks(rarity));
  }

  private List<TaskRow.Dependency> dependencies(TaskState task) {
    Edges edges = state.graph.edges;
    List<TaskRow.Dependency> dependencies = new ArrayList<>();
    for (int e = task.firstDependency; e != 0; e = edges.nextDependency(e)) {
      int kind = edges.kind(e);
      dependencies.add(
          new TaskRow.Dependency(
              edges.dependency(e).id,
              (kind & Edges.HARD) != 0,
              (kind & Edges.SOFT) != 0,
              (kind & Edges.AWAITED) != 0,
              (kind & Edges.DYNAMIC) != 0));
    }
    return List.copyOf(dependencies);
  }

  private static TaskRow.AttemptRow row(Attempt attempt) {
    return new TaskRow.AttemptRow(
        attempt.worker.id,
        attempt.since,
        attempt.held,
        attempt.end == Attempt.End.GOING_ON,
        attempt.end == Attempt.End.REPORTED,
        attempt.cancelled,
        attempt.foundDone,
        Optional.ofNullable(attempt.resumed));
  }

  private static Optional<TaskRow.FailureRow> failures(@Nullable Failures failures) {
    return failures == null
        ? Optional.empty()
        : Optional.of(
            new TaskRow.FailureRow(
                List.copyOf(failures.times),
                Optional.ofNullable(failures.first),
                failures.count,
                failures.losses));
  }

  private static TaskRow.Remarks remarks(Rarity rarity) {
    return new TaskRow.Remarks(
        rarity.explanation,
        rarity.message,
        rarity.percentage,
        rarity.trackingUrl,
        Map.copyOf(rarity.responses));
  }

  WorkerRow row(WorkerState worker) {
    return new WorkerRow(
        worker.id,
        worker.order,
        worker.profile,
        worker.started,
        worker.lastActive,
        Optional.ofNullable(worker.lastClaim),
        worker.registered,
        worker.disabled,
        List.copyOf(worker.messages),
        worker.messageNumber,
        new TreeMap<>(worker.batchers));
  }
}
