package dev.stillson.cli.log;

import dev.stillson.core.text.Shown;
import dev.stillson.worker.PlannedTask;
import dev.stillson.worker.log.AttemptScope;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Takes every log line of the process to its places: the file of its attempt, opened with the first
 * line, and the console where the line is serious enough.
 *
 * <p>There is one for the process, since SLF4J has one provider for the process. Who runs a command
 * sets it up and takes it down.
 */
public final class LogLines {
  private static final LogLines PROCESS = new LogLines();

  private final Map<String, Writer> files = new ConcurrentHashMap<>();
  private volatile Level least = Level.INFO;
  private volatile Level leastOnConsole = Level.WARN;
  private volatile boolean json;
  private volatile Map<String, Level> libraries = Map.of();
  private volatile Consumer<String> console = line -> System.err.print(line + "\n");

  private LogLines() {}

  /** The one of this process. */
  public static LogLines ofProcess() {
    return PROCESS;
  }

  /**
   * Sets up what is logged from now on.
   *
   * @param least the least level that is kept
   * @param leastOnConsole the least level that people see at once
   * @param console prints a line
   */
  public void open(Level least, Level leastOnConsole, Consumer<String> console) {
    open(least, leastOnConsole, Map.of(), console);
  }

  /**
   * Sets up what is logged from now on.
   *
   * @param libraries the least level that is kept of loggers whose names begin with a text
   */
  public void open(
      Level least, Level leastOnConsole, Map<String, Level> libraries, Consumer<String> console) {
    this.libraries = Map.copyOf(libraries);
    this.least = least;
    this.leastOnConsole = leastOnConsole;
    this.console = console;
    this.json = false;
  }

  boolean isEnabled(Level level) {
    return level.toInt() >= least.toInt();
  }

  /** From now on lines are a JSON object each, with the time in it. */
  public void speakJson() {
    json = true;
  }

  void write(Level level, String logger, String message, @Nullable Throwable thrown) {
    write(level, logger, message, thrown, Map.of());
  }

  /**
   * @param fields parts of the message, by name, for programs
   */
  void write(
      Level level,
      String logger,
      String message,
      @Nullable Throwable thrown,
      Map<String, Object> fields) {
    if (!isEnabled(level) || isOfNoInterest(level, logger)) {
      return;
    }
    Optional<AttemptScope> scope = AttemptScope.current();
    if (scope.isPresent()) {
      StringBuilder line = new StringBuilder();
      line.append(Instant.now().truncatedTo(ChronoUnit.MILLIS)).append(' ').append(level);
      line.append(level.toString().length() == 4 ? "  " : " ").append(logger).append(": ");
      line.append(message).append('\n');
      if (thrown != null) {
        line.append(stack(thrown));
      }
      toFile(scope.get().toString(), scope.get().logFile(), line.toString());
      scope.get().written();
    }
    if (level.toInt() >= leastOnConsole.toInt()) {
      if (json) {
        console.accept(
            JsonLines.line(level, logger, message, thrown == null ? "" : stack(thrown), fields));
      } else {
        toConsole(level, scope, logger, message, thrown);
      }
    }
  }

  private boolean isOfNoInterest(Level level, String logger) {
    for (Map.Entry<String, Level> library : libraries.entrySet()) {
      if (logger.startsWith(library.getKey())) {
        return level.toInt() < library.getValue().toInt();
      }
    }
    return false;
  }

  private void toConsole(
      Level level,
      Optional<AttemptScope> scope,
      String logger,
      String message,
      @Nullable Throwable thrown) {
    String source = scope.isPresent() ? scope.get().taskId() : logger;
    StringBuilder line = new StringBuilder();
    line.append(level).append(level.toString().length() == 4 ? "  " : " ");
    line.append(Shown.plain(source)).append(": ");
    for (int start = 0, end; start <= message.length(); start = end + 1) {
      end = message.indexOf('\n', start);
      end = end < 0 ? message.length() : end;
      line.append(start == 0 ? "" : "\n  ").append(Shown.plain(message.substring(start, end)));
    }
    if (thrown != null) {
      line.append("\n  ").append(Shown.plain(thrown.toString()));
    }
    console.accept(line.toString());
  }

  /** {@code text} without what could command a terminal that shows the file. */
  private static String harmless(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (commands(text.charAt(i))) {
        StringBuilder shown = new StringBuilder(text.length() + 16);
        for (int j = 0; j < text.length(); j++) {
          char c = text.charAt(j);
          if (commands(c)) {
            shown.append("\\u{").append(Integer.toHexString(c)).append('}');
          } else {
            shown.append(c);
          }
        }
        return shown.toString();
      }
    }
    return text;
  }

  private static boolean commands(char c) {
    return (c < ' ' && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0);
  }

  private void toFile(String attempt, Path file, String text) {
    Writer writer = files.get(attempt);
    try {
      if (writer == null) {
        writer = open(attempt, file);
      }
      synchronized (writer) {
        writer.write(harmless(text));
        writer.flush();
      }
    } catch (IOException e) {
      console.accept("The log file " + file + " cannot be written: " + e);
    }
  }

  private synchronized Writer open(String attempt, Path file) throws IOException {
    Writer known = files.get(attempt);
    if (known != null) {
      return known;
    }
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Writer writer =
        Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    files.put(attempt, writer);
    return writer;
  }

  /** Writes why an attempt failed to its file. */
  void failure(String attempt, Path file, String details) {
    if (!details.isEmpty()) {
      toFile(attempt, file, details.endsWith("\n") ? details : details + "\n");
    }
  }

  /** Closes the file of an attempt that has ended. */
  void close(PlannedTask task, int attempt) {
    if (!files.isEmpty()) {
      close(task.id() + "." + attempt);
    }
  }

  private void close(String attempt) {
    Writer writer = files.remove(attempt);
    if (writer != null) {
      try {
        writer.close();
      } catch (IOException e) {
        console.accept("The log of " + attempt + " cannot be closed: " + e);
      }
    }
  }

  /** Closes what is still open; lines are kept no more than before {@link #open}. */
  public void close() {
    for (String attempt : files.keySet()) {
      close(attempt);
    }
    open(Level.INFO, Level.WARN, line -> System.err.print(line + "\n"));
  }

  private static String stack(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
