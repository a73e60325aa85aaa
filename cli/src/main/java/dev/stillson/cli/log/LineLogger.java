package dev.stillson.cli.log;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;

/** An SLF4J logger that gives its lines to {@link LogLines}. */
final class LineLogger extends LegacyAbstractLogger implements LoggingEventAware {
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
  public void log(LoggingEvent event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      pairs.forEach(pair -> fields.put(pair.key, pair.value));
    }
    String text = MessageFormatter.basicArrayFormat(event.getMessage(), event.getArgumentArray());
    LogLines.ofProcess()
        .write(event.getLevel(), getName(), String.valueOf(text), event.getThrowable(), fields);
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
