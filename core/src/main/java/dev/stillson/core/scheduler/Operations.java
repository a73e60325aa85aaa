package dev.stillson.core.scheduler;

import java.time.Instant;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** What people do to single tasks and workers. Each reply is the task's status afterwards. */
final class Operations {
  private final State state;
  private final Transitions transitions;
  private final Attempts attempts;

  Operations(State state, Transitions transitions, Attempts attempts) {
    this.state = state;
    this.transitions = transitions;
    this.attempts = attempts;
  }

  Optional<Status> forgive(String taskId, Instant now) {
    TaskState task = state.tasks.find(taskId);
    if (task != null && task.status == Status.FAILED) {
      if (task.terms.retry() instanceof RetryRule.Counted) {
        transitions.forgetFailures(task);
      }
      transitions.set(task, Status.PENDING, now);
    }
    return status(task);
  }

  Optional<Status> markDone(String taskId, Instant now) {
    TaskState task = state.tasks.find(taskId);
    if (task != null && task.status != Status.DONE) {
      transitions.set(task, Status.DONE, now);
    }
    return status(task);
  }

  Optional<Status> invalidate(String taskId, Instant now) {
    TaskState task = state.tasks.find(taskId);
    if (task != null && (task.status == Status.DONE || task.status == Status.FAILED)) {
      state.ready.remove(task);
      // It was there, so somebody could make it, though perhaps nobody who is there now.
      task.runnable = true;
      state.membership.noteRunnable(task);
      transitions.forgetFailures(task);
      transitions.set(task, Status.PENDING, now);
    }
    return status(task);
  }

  Optional<Status> reEnable(String taskId, Instant now) {
    TaskState task = state.tasks.find(taskId);
    if (task != null && task.status == Status.DISABLED) {
      if (task.disabledByScheduler()) {
        transitions.reEnable(task, now);
      } else {
        transitions.forgetFailures(task);
        transitions.set(task, Status.PENDING, now);
      }
    }
    return status(task);
  }

  Optional<Status> disable(String taskId, Instant now) {
    TaskState task = state.tasks.find(taskId);
    if (task != null) {
      transitions.set(task, Status.DISABLED, now);
    }
    return status(task);
  }

  Optional<Status> cancel(String taskId, Instant now) {
    TaskState task = state.tasks.find(taskId);
    if (task == null) {
      return Optional.empty();
    }
    switch (task.status) {
      case RUNNING, PARKED -> {
        Attempt attempt = task.attempt();
        attempt.cancelled = true;
        state.send(
            attempt.worker, number -> new WorkerMessage.Stop(number, task.id, task.attempts));
        state.changes.task(task.id);
      }
      case PENDING, FAILED, UNKNOWN -> {
        attempts.explain(task, "Cancelled");
        transitions.fail(task, Transitions.Cause.CANCELLATION, now);
      }
      case BATCH_RUNNING, DONE, DISABLED -> {}
    }
    return status(task);
  }

  Optional<Status> setPriority(String taskId, double priority) {
    TaskState task = state.tasks.find(taskId);
    if (task != null) {
      state.reprioritize(task, priority);
      state.raiseDependencies(task);
    }
    return status(task);
  }

  Acknowledgement start(Command.Start start) {
    return ask(
        start.worker(),
        number ->
            new WorkerMessage.Start(
                number,
                start.submission(),
                start.family(),
                start.parameters(),
                start.user(),
                start.dry()));
  }

  Acknowledgement delete(Command.Delete delete) {
    return ask(
        delete.worker(),
        number -> new WorkerMessage.Delete(number, delete.order(), delete.tasks()));
  }

  /** Only a worker that is there is asked: one that comes later would be asked too late. */
  private Acknowledgement ask(String workerId, LongFunction<WorkerMessage> wish) {
    WorkerState worker = state.workers.get(workerId);
    if (worker != null) {
      state.send(worker, wish);
    }
    return Acknowledgement.OK;
  }

  Acknowledgement respond(Command.Respond response) {
    TaskState task = state.tasks.find(response.taskId());
    if (task != null) {
      task.rare().respond(response.messageId(), response.response());
      state.changes.task(task.id);
    }
    return Acknowledgement.OK;
  }

  Optional<String> takeResponse(Command.TakeResponse request) {
    TaskState task = state.tasks.find(request.taskId());
    if (task == null || task.rarity == null || task.rarity.responses.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> response =
        Optional.ofNullable(task.rarity.responses.remove(request.messageId()));
    state.changes.task(task.id);
    return response;
  }

  private static Optional<Status> status(@Nullable TaskState task) {
    return task == null ? Optional.empty() : Optional.of(task.status);
  }
}
