package dev.stillson.server.rest;

import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.Status;
import java.time.Instant;
import java.util.Optional;

/** What people do to tasks, one or many at a time. */
enum TaskAction {
  /** A failed task runs again, with all its retries. */
  RETRY("retry"),
  /** It counts as done. */
  MARK_DONE("mark-done"),
  /** It is not to run. */
  DISABLE("disable"),
  /** It may run again. */
  ENABLE("enable"),
  /** It fails for good, now. */
  CANCEL("cancel");

  private final String text;

  TaskAction(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  /** Does it. */
  Optional<Status> apply(Scheduler state, String taskId, Instant now) {
    Optional<Status> status = state.apply(command(taskId), now);
    // What the scheduler disabled comes back as failed, to be tried when its delay is over: people
    // who enable a task mean now.
    return this == ENABLE && status.equals(Optional.of(Status.FAILED))
        ? state.apply(RETRY.command(taskId), now)
        : status;
  }

  private Command<Optional<Status>> command(String taskId) {
    return switch (this) {
      case RETRY -> new Command.ForgiveFailures(taskId);
      case MARK_DONE -> new Command.MarkDone(taskId);
      case DISABLE -> new Command.Disable(taskId);
      case ENABLE -> new Command.ReEnable(taskId);
      case CANCEL -> new Command.Cancel(taskId);
    };
  }

  static Optional<TaskAction> parse(String text) {
    for (TaskAction action : values()) {
      if (action.text.equals(text)) {
        return Optional.of(action);
      }
    }
    return Optional.empty();
  }
}
