package dev.stillson.cli.log;

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
    // No switch over the types: the JVM would make code for it while a short run waits.
    if (event instanceof RunEvent.TaskDone done) {
      lines.close(done.task(), done.attempt());
    } else if (event instanceof RunEvent.RunStarted started) {
      folder = started.folder().resolve("logs");
    } else if (event instanceof RunEvent.AttemptCancelled cancelled) {
      lines.close(cancelled.task(), cancelled.attempt());
    } else if (event instanceof RunEvent.AttemptFailed failed) {
      String attempt = failed.task().id() + "." + failed.attempt();
      lines.failure(attempt, folder.resolve(attempt + ".log"), failed.failure().details());
      lines.close(failed.task(), failed.attempt());
    }
  }
}
