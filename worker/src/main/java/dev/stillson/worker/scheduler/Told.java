package dev.stillson.worker.scheduler;

import dev.stillson.core.scheduler.Command;
import dev.stillson.protocol.worker.WorkerCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What tasks tell that can wait for the next request; of a task's progress the latest counts. Not
 * safe for threads.
 */
final class Told {
  private final Map<String, WorkerCommand> commands = new LinkedHashMap<>();

  boolean isEmpty() {
    return commands.isEmpty();
  }

  /** All of it, which is then sent. */
  List<WorkerCommand> take() {
    List<WorkerCommand> all = new ArrayList<>(commands.values());
    commands.clear();
    return all;
  }

  /**
   * Notes what a task tells.
   *
   * @throws IllegalArgumentException if no task tells such a thing
   */
  void add(Command<?> told) {
    switch (told) {
      case Command.Progress progress ->
          commands.merge(
              "progress " + progress.taskId(),
              new WorkerCommand.Progress(
                  progress.taskId(),
                  progress.attempt(),
                  progress.message(),
                  progress.percentage(),
                  progress.trackingUrl()),
              Told::later);
      case Command.DecreaseResources less ->
          commands.put(
              "decrease " + less.taskId() + " " + commands.size(),
              new WorkerCommand.Decrease(less.taskId(), less.attempt(), less.less()));
      case Command.Respond answer ->
          commands.put(
              "respond " + answer.messageId(),
              new WorkerCommand.Respond(answer.taskId(), answer.messageId(), answer.response()));
      case Command<?> other -> throw new IllegalArgumentException("A task cannot tell " + other);
    }
  }

  private static WorkerCommand later(WorkerCommand before, WorkerCommand after) {
    return before instanceof WorkerCommand.Progress old
            && after instanceof WorkerCommand.Progress fresh
            && old.attempt() == fresh.attempt()
        ? new WorkerCommand.Progress(
            fresh.taskId(),
            fresh.attempt(),
            fresh.message().or(old::message),
            fresh.percentage().or(old::percentage),
            fresh.trackingUrl().or(old::trackingUrl))
        : after;
  }
}
