package dev.stillson.cli.progress;

import dev.stillson.core.text.Shown;
import dev.stillson.worker.Failure;
import dev.stillson.worker.RunEvent;
import java.util.Optional;

/** The lines for what must not go by unseen, whatever the view. */
final class Happenings {
  private Happenings() {}

  /**
   * The line for {@code event}; empty if it is nothing to worry about. No switch over the types:
   * the JVM would make code for it while a short run waits.
   */
  static Optional<String> problem(RunEvent event) {
    if (event instanceof RunEvent.AttemptFailed failed) {
      return Optional.of(failed(failed));
    }
    if (event instanceof RunEvent.TaskBroken broken) {
      return Optional.of("broken  " + broken.task().name() + ": " + cause(broken.failure()));
    }
    if (event instanceof RunEvent.AttemptTimedOut late) {
      String limit = Amounts.duration(late.limit());
      return Optional.of("late    " + late.task().name() + ": stopped after " + limit);
    }
    if (event instanceof RunEvent.AttemptCancelled cancelled) {
      return Optional.of("stopped " + cancelled.task().name());
    }
    if (event instanceof RunEvent.ProcessDied died) {
      return Optional.of("died    " + died.task().name() + ": " + Shown.plain(died.explanation()));
    }
    return Optional.empty();
  }

  private static String failed(RunEvent.AttemptFailed failed) {
    StringBuilder line = new StringBuilder("failed  ").append(failed.task().name());
    line.append(' ').append(Amounts.duration(failed.duration()));
    if (failed.attempt() > 1) {
      line.append(", attempt ").append(failed.attempt());
    }
    line.append(": ").append(cause(failed.failure()));
    if (failed.retry().isPresent()) {
      line.append("; again in ").append(Amounts.duration(failed.retry().get()));
    }
    return line.toString();
  }

  private static String cause(Failure failure) {
    String line = Shown.plain(failure.firstLine());
    return failure.place().isPresent()
        ? line + " (" + Shown.plain(failure.place().get()) + ")"
        : line;
  }

  /** How a run begins, in one line. */
  static String planned(RunEvent.Planned planned) {
    StringBuilder line =
        new StringBuilder("planned ").append(Amounts.count(planned.toRun())).append(" to run");
    append(line, planned.done(), " already done");
    append(line, planned.missing(), " missing");
    append(line, planned.broken(), " broken");
    return line.toString();
  }

  private static void append(StringBuilder line, int number, String what) {
    if (number > 0) {
      line.append(", ").append(Amounts.count(number)).append(what);
    }
  }
}
