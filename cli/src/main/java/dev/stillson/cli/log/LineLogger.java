package dev.stillson.cli.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** An SLF4J logger that gives its lines to {@link LogLines}. */
final class LineLogger extends LegacyAbstractLogger {
  private static final long serialVersionUID = 1L;

  LineLogger(String name) {
    this.name = name;
  }

  @Override
  public boolean isTraceEnabled() {
    return LogLines.ofProcess().isEnabled(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return LogLines.ofProcess().isEnabled(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return LogLines.ofProcess().isEnabled(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return LogLines.ofProcess().isEnabled(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return LogLines.ofProcess().isEnabled(Level.ERROR);
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      @Nullable String message,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    String text =
        arguments == null ? message : MessageFormatter.basicArrayFormat(message, arguments);
    LogLines.ofProcess().write(level, getName(), String.valueOf(text), thrown);
  }
}
