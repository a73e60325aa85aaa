package dev.stillson.worker;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMDCAdapter;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * The SLF4J provider of a task's own JVM: sends every line to the worker, which logs it. Chosen by
 * a system property, so that it is never in the way elsewhere. SLF4J makes it, once for the
 * process; hence the static fields.
 */
public final class ChildLog implements SLF4JServiceProvider, ILoggerFactory {
  private static final AtomicReference<@Nullable ChildHost> HOST = new AtomicReference<>();
  private static final AtomicInteger LEAST = new AtomicInteger(Level.INFO.toInt());

  private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter mdc = new BasicMDCAdapter();

  /** For SLF4J. */
  public ChildLog() {}

  static void connect(ChildHost host) {
    HOST.set(host);
  }

  static void level(String name) {
    LEAST.set(Level.valueOf(name).toInt());
  }

  @Override
  public Logger getLogger(String name) {
    return loggers.computeIfAbsent(name, Sender::new);
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return this;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return mdc;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }

  @Override
  public void initialize() {}

  private static final class Sender extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1L;

    Sender(String name) {
      this.name = name;
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
        @Nullable Object @Nullable [] arguments,
        @Nullable Throwable thrown) {
      String text = String.valueOf(MessageFormatter.basicArrayFormat(message, arguments));
      StringWriter trace = new StringWriter();
      if (thrown != null) {
        thrown.printStackTrace(new PrintWriter(trace, true));
      }
      ChildHost host = HOST.get();
      if (host == null) {
        System.err.println(level + " " + name + " " + text + " " + trace);
      } else {
        host.log(level.name(), name, text, trace.toString());
      }
    }

    private static boolean isSent(Level level) {
      return level.toInt() >= LEAST.get();
    }

    @Override
    public boolean isTraceEnabled() {
      return isSent(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
      return isSent(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
      return isSent(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
      return isSent(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
      return isSent(Level.ERROR);
    }
  }
}
