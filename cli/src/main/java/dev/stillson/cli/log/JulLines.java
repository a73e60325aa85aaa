package dev.stillson.cli.log;

import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.slf4j.event.Level;

/**
 * Takes what libraries log through {@code java.util.logging} to the same places. Named in the
 * system property {@code java.util.logging.config.class}, so that it costs nothing until a library
 * uses that.
 */
public final class JulLines extends Handler {
  private final SimpleFormatter formatter = new SimpleFormatter();

  /** Made by the {@link LogManager}, instead of reading its configuration. */
  public JulLines() {
    Logger root = LogManager.getLogManager().getLogger("");
    if (root != null) {
      root.addHandler(this);
    }
  }

  @Override
  public void publish(LogRecord line) {
    String logger = String.valueOf(line.getLoggerName());
    LogLines.ofProcess()
        .write(level(line), logger, formatter.formatMessage(line), line.getThrown());
  }

  private static Level level(LogRecord line) {
    int level = line.getLevel().intValue();
    if (level >= java.util.logging.Level.SEVERE.intValue()) {
      return Level.ERROR;
    }
    if (level >= java.util.logging.Level.WARNING.intValue()) {
      return Level.WARN;
    }
    return level >= java.util.logging.Level.INFO.intValue() ? Level.INFO : Level.DEBUG;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
