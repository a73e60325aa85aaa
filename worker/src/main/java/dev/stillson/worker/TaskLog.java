package dev.stillson.worker;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A task's log: the SLF4J logger that is named like its family. */
final class TaskLog implements System.Logger {
  private final Logger logger;

  TaskLog(String family) {
    this.logger = LoggerFactory.getLogger(family);
  }

  @Override
  public String getName() {
    return logger.getName();
  }

  @Override
  public boolean isLoggable(Level level) {
    return switch (level) {
      case OFF -> false;
      case ALL, TRACE -> logger.isTraceEnabled();
      case DEBUG -> logger.isDebugEnabled();
      case INFO -> logger.isInfoEnabled();
      case WARNING -> logger.isWarnEnabled();
      case ERROR -> logger.isErrorEnabled();
    };
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String message,
      @Nullable Throwable thrown) {
    write(level, localized(bundle, message), thrown);
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object @Nullable ... arguments) {
    if (!isLoggable(level)) {
      return;
    }
    String text = localized(bundle, format);
    write(
        level,
        arguments == null || arguments.length == 0 ? text : MessageFormat.format(text, arguments),
        null);
  }

  private static String localized(@Nullable ResourceBundle bundle, @Nullable String message) {
    if (message == null) {
      return "null";
    }
    return bundle != null && bundle.containsKey(message) ? bundle.getString(message) : message;
  }

  private void write(Level level, String message, @Nullable Throwable thrown) {
    org.slf4j.event.Level target =
        switch (level) {
          case OFF -> null;
          case ALL, TRACE -> org.slf4j.event.Level.TRACE;
          case DEBUG -> org.slf4j.event.Level.DEBUG;
          case INFO -> org.slf4j.event.Level.INFO;
          case WARNING -> org.slf4j.event.Level.WARN;
          case ERROR -> org.slf4j.event.Level.ERROR;
        };
    if (target != null) {
      // A cause of null is none; SLF4J's builder costs nothing where the level is off.
      var line = logger.atLevel(target);
      (thrown == null ? line : line.setCause(thrown)).log(message);
    }
  }
}
