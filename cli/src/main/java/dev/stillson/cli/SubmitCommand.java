package dev.stillson.cli;

import dev.stillson.worker.Engine;
import dev.stillson.worker.ExitCode;
import dev.stillson.worker.RunOptions;
import dev.stillson.worker.Submission;
import dev.stillson.worker.scheduler.SchedulerLink;
import java.util.List;

/** {@code stillson submit}. */
final class SubmitCommand {
  private final Console console;
  private final TaskCall call;

  SubmitCommand(Console console, TaskCall call) {
    this.console = console;
    this.call = call;
  }

  ExitCode run() {
    SchedulerLink link =
        Links.required(call.options(), console, "submit", List.of(call.pipeline()));
    RunOptions options = call.runOptions().withScheduler(link);
    try (Engine engine = Engine.open(options)) {
      Submission submission = engine.submit(List.of(call.node()));
      console.print(
          submission.roots().getFirst()
              + " is submitted: "
              + submission.toRun()
              + " to run, "
              + submission.done()
              + " done before");
      if (!call.options().has(Option.WAIT)) {
        return ExitCode.OK;
      }
      console.out().flush();
      return end(submission);
    }
  }

  private ExitCode end(Submission submission) {
    try {
      Submission.End end = submission.await();
      console.print(end.text());
      return end.isDone() ? ExitCode.OK : end.hasFailed() ? ExitCode.FAILED : ExitCode.NOT_RUN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.CANCELLED;
    }
  }
}
