package dev.stillson.cli.progress;

import dev.stillson.worker.RunListener;

/** Shows a run while it goes on. Safe for threads. */
public interface RunView extends RunListener, AutoCloseable {

  /** Prints {@code line}, such as a log line, without disturbing what is shown. */
  void line(String line);

  /** Ends the view: nothing of it moves any more. May be called again. */
  @Override
  void close();
}
