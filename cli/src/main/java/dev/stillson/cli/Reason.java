package dev.stillson.cli;

import dev.stillson.core.text.Shown;
import dev.stillson.worker.Failure;
import dev.stillson.worker.Plan;
import dev.stillson.worker.PlannedTask;
import java.util.List;
import java.util.Optional;

/** Why a planned task is in its state. */
final class Reason {
  private Reason() {}

  /** The reason in a few words after the task's name; empty if the state says it all. */
  static String brief(Plan plan, PlannedTask task) {
    return switch (task.state()) {
      case DONE, TO_RUN -> "";
      case MISSING -> output(task).map(target -> ": " + target + " does not exist").orElse("");
      case BROKEN -> task.failure().map(failure -> ": " + cause(failure)).orElse("");
      case BLOCKED -> {
        List<PlannedTask> blockers = plan.blockers(task);
        yield blockers.isEmpty() ? "" : " by " + blockers.getFirst().name();
      }
    };
  }

  /** The reason as a sentence about the task. */
  static String sentence(PlannedTask task) {
    String target = output(task).orElse("its output");
    return switch (task.state()) {
      case DONE ->
          task.output().isPresent()
              ? "would not run: " + target + " exists"
              : "would not run: everything it requires is done";
      case TO_RUN ->
          task.output().isPresent()
              ? "would run: " + target + " does not exist"
              : "would be done when what it requires is done";
      case MISSING -> "cannot be run: it is an external task, and " + target + " does not exist";
      case BROKEN ->
          "cannot be planned" + task.failure().map(failure -> ": " + cause(failure)).orElse("");
      case BLOCKED -> "would not run: something that it requires cannot be done";
    };
  }

  private static String cause(Failure failure) {
    return Shown.plain(failure.toString());
  }

  private static Optional<String> output(PlannedTask task) {
    return task.output().map(target -> Shown.plain(target.toString()));
  }
}
