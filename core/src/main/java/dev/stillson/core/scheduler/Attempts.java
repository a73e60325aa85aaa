package dev.stillson.core.scheduler;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What workers tell about the attempts they are at. */
final class Attempts {
  private final State state;
  private final Transitions transitions;

  Attempts(State state, Transitions transitions) {
    this.state = state;
    this.transitions = transitions;
  }

  Verdict report(WorkerState worker, Command.Report report, Instant now) {
    TaskState task = state.tasks.find(report.taskId());
    if (task == null) {
      return new Verdict.Refused(Refusal.UNKNOWN_TASK);
    }
    if (!State.holds(worker, task, report.attempt())) {
      return repeats(worker, task, report)
          ? Verdict.ACCEPTED
          : new Verdict.Refused(Refusal.ATTEMPT_OVER);
    }
    if (task.status == Status.BATCH_RUNNING) {
      return new Verdict.Refused(Refusal.MEMBER_OF_A_BATCH);
    }
    task.attempt().end = Attempt.End.REPORTED;
    if (report.outcome() instanceof Outcome.Done done) {
      done(task, done.explanation(), now);
    } else if (report.outcome() instanceof Outcome.Failed failed) {
      failed(task, failed, now);
    } else {
      release(task, now);
    }
    return Verdict.ACCEPTED;
  }

  private void done(TaskState task, Optional<String> explanation, Instant now) {
    if (explanation.isPresent()) {
      explain(task, explanation.get());
    } else if (task.rarity != null) {
      task.rarity.explanation = explanation;
    }
    transitions.set(task, Status.DONE, now);
  }

  private void failed(TaskState task, Outcome.Failed failed, Instant now) {
    explain(task, failed.error());
    Transitions.Cause cause = Transitions.Cause.FAILURE;
    if (task.attempt().cancelled) {
      cause = Transitions.Cause.CANCELLATION;
    } else if (failed.permanent()) {
      cause = Transitions.Cause.PERMANENT;
    }
    transitions.fail(task, cause, now);
  }

  /** The attempt ends without having been one; a cancelled task does not start again. */
  void release(TaskState task, Instant now) {
    if (task.attempt().cancelled) {
      transitions.fail(task, Transitions.Cause.CANCELLATION, now);
    } else {
      transitions.release(task, now);
    }
  }

  /** The worker that is at the task is gone, for the members of its batch too. */
  void lose(TaskState task) {
    task.attempt().lost = true;
    for (TaskState member : members(task)) {
      member.attempt().lost = true;
    }
  }

  /** Notes a text with the task and the members of its batch. */
  void explain(TaskState task, String text) {
    Optional<String> explanation = Optional.of(text);
    task.rare().explanation = explanation;
    for (TaskState member : members(task)) {
      member.rare().explanation = explanation;
      state.changes.task(member.id);
    }
  }

  private static boolean repeats(WorkerState worker, TaskState task, Command.Report report) {
    Attempt last = task.attempt;
    return last != null
        && last.end == Attempt.End.REPORTED
        && last.worker.id.equals(worker.id)
        && task.attempts == report.attempt();
  }

  Verdict progress(Command.Progress progress) {
    TaskState task = state.tasks.find(progress.taskId());
    WorkerState worker = state.workers.get(progress.worker());
    if (task == null || worker == null) {
      return new Verdict.Refused(Refusal.UNKNOWN_TASK);
    }
    if (!State.holds(worker, task, progress.attempt())) {
      return new Verdict.Refused(Refusal.ATTEMPT_OVER);
    }
    note(task, progress);
    for (TaskState member : members(task)) {
      note(member, progress);
    }
    return Verdict.ACCEPTED;
  }

  private void note(TaskState task, Command.Progress progress) {
    Rarity remarks = task.rare();
    remarks.message = progress.message().or(() -> remarks.message);
    remarks.percentage = progress.percentage().or(() -> remarks.percentage);
    remarks.trackingUrl = progress.trackingUrl().or(() -> remarks.trackingUrl);
    state.changes.task(task.id);
  }

  Verdict decrease(Command.DecreaseResources command) {
    TaskState task = state.tasks.find(command.taskId());
    WorkerState worker = state.workers.get(command.worker());
    if (task == null || worker == null) {
      return new Verdict.Refused(Refusal.UNKNOWN_TASK);
    }
    if (!State.holds(worker, task, command.attempt())) {
      return new Verdict.Refused(Refusal.ATTEMPT_OVER);
    }
    decrease(task, command.less());
    for (TaskState member : members(task)) {
      decrease(member, command.less());
    }
    return Verdict.ACCEPTED;
  }

  void decrease(TaskState task, Demand less) {
    Attempt attempt = task.attempt();
    Demand rest = attempt.held.minus(less);
    state.ready.remove(task);
    if (task.status == Status.RUNNING) {
      state.resources.giveBack(attempt.held);
      state.resources.take(rest);
    }
    attempt.held = rest;
    state.ready.place(task);
    state.changes.task(task.id);
  }

  Pulse heartbeat(WorkerState worker, Command.Heartbeat heartbeat) {
    while (!worker.messages.isEmpty() && worker.messages.getFirst().number() <= heartbeat.seen()) {
      worker.messages.removeFirst();
    }
    List<Lease> lost = new ArrayList<>();
    for (Lease lease : heartbeat.leases()) {
      TaskState task = state.tasks.find(lease.taskId());
      if (task == null || !State.holds(worker, task, lease.attempt())) {
        lost.add(lease);
      }
    }
    return new Pulse(List.copyOf(worker.messages), lost, worker.standing());
  }

  static List<TaskState> members(TaskState task) {
    Batch batch = task.batch();
    boolean runs = task.status == Status.RUNNING || task.status == Status.PARKED;
    return batch == null || !runs ? List.of() : List.copyOf(batch.members);
  }
}
