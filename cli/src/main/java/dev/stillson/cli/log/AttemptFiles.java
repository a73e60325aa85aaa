package dev.stillson.cli.log;

import dev.stillson.worker.PlannedTask;
import dev.stillson.worker.RunEvent;
import dev.stillson.worker.RunListener;
import java.nio.file.Path;

/** Completes an attempt's log file when the attempt ends: with its failure, and by closing it. */
public final class AttemptFiles implements RunListener {
  private final LogLines lines;
  private volatile Path folder = Path.of("");

  /** For the files that {@code lines} opens. */
  public AttemptFiles(LogLines lines) {
    this.lines = lines;
  }

  @Override
  public void on(RunEvent event) {
    switch (event) {
      case RunEvent.RunStarted started -> folder = started.folder().resolve("logs");
      case RunEvent.TaskDone done -> lines.close(attempt(done.task(), done.attempt()));
      case RunEvent.AttemptCancelled cancelled ->
          lines.close(attempt(cancelled.task(), cancelled.attempt()));
      case RunEvent.AttemptFailed failed -> {
        String attempt = attempt(failed.task(), failed.attempt());
        lines.failure(attempt, folder.resolve(attempt + ".log"), failed.failure().details());
        lines.close(attempt);
      }
      case RunEvent.DependencyDiscovered _,
          RunEvent.DependencyMissing _,
          RunEvent.DependencyPresent _,
          RunEvent.TaskBroken _,
          RunEvent.Planned _,
          RunEvent.AttemptStarted _,
          RunEvent.AttemptParked _,
          RunEvent.AttemptResumed _,
          RunEvent.Progress _,
          RunEvent.Status _,
          RunEvent.Tracking _,
          RunEvent.AttemptTimedOut _,
          RunEvent.ProcessDied _,
          RunEvent.RangeEvaluated _,
          RunEvent.RunEnded _ -> {}
    }
  }

  private static String attempt(PlannedTask task, int attempt) {
    return task.id() + "." + attempt;
  }
}
