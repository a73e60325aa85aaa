package dev.stillson.worker;

import dev.stillson.DependencyFailed;
import dev.stillson.Isolation;
import dev.stillson.Node;
import dev.stillson.PermanentFailure;
import dev.stillson.Producer;
import dev.stillson.Task;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Runs an attempt in a JVM of its own and answers it.
 *
 * <p>The attempt's thread waits for the end; three threads of the process's life read its two
 * outputs and write to it. When the attempt is to stop the child is asked to, and is killed after
 * the grace period, or at once when the attempt is abandoned.
 */
final class ChildProcess {
  private final Attempt attempt;
  private final Host host;
  private final RunOptions options;
  private final Process process;
  private final OutputStream toChild;
  private final CompletableFuture<WireLine> end = new CompletableFuture<>();

  /** Threads that wait on the child's behalf. */
  private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();

  private ChildProcess(Attempt attempt, Host host, Process process) {
    this.attempt = attempt;
    this.host = host;
    this.options = attempt.owner().options();
    this.process = process;
    this.toChild = process.getOutputStream();
  }

  /**
   * Runs {@code task} and returns the failure it ended with, if any.
   *
   * @throws IOException if no JVM can be started
   */
  static Optional<Failure> run(
      Attempt attempt, Host host, Task<?> task, Isolation.ChildJvm isolation)
      throws IOException, InterruptedException {
    RunOptions options = attempt.owner().options();
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + isolation.heap(),
            "--enable-native-access=ALL-UNNAMED",
            "-Dslf4j.provider=" + ChildLog.class.getName(),
            ChildMain.class.getName());
    // Not an argument, which other users of the machine see and which may not be so long.
    builder.environment().put("CLASSPATH", ChildClassPath.of(task.getClass(), options));
    builder.directory(new File("").getAbsoluteFile());
    ChildProcess child = new ChildProcess(attempt, host, builder.start());
    attempt.onAbandon(child.process::destroyForcibly);
    try {
      return child.complete(task);
    } finally {
      child.finish();
    }
  }

  private Optional<Failure> complete(Task<?> task) throws InterruptedException {
    Vertex vertex = attempt.vertex();
    Thread.ofPlatform().daemon().name(vertex.id() + " out").start(this::readMessages);
    Thread errors = Thread.ofPlatform().daemon().name(vertex.id() + " err").start(this::readErrors);
    send(
        new ChildStart(
                new AttemptContext.Identity(vertex.family(), vertex.id(), attempt.number()),
                options.environment(),
                attempt.owner().folder(),
                options.settingsSource(),
                level(LoggerFactory.getLogger(vertex.family())).name())
            .line(task));
    WireLine last;
    try {
      last = end.get();
    } catch (InterruptedException e) {
      last = stop(e);
    } catch (ExecutionException e) {
      errors.join(options.grace());
      return Optional.of(death());
    }
    if (last.kind() == WireLine.Kind.DONE) {
      return Optional.empty();
    }
    String place = last.field(1);
    return Optional.of(
        new Failure(
            last.field(0),
            place.isEmpty() ? Optional.empty() : Optional.of(place),
            last.field(2),
            Boolean.parseBoolean(last.field(3))));
  }

  /** Asks the child to stop; its last word, if it has one in time. */
  private WireLine stop(InterruptedException interrupt) throws InterruptedException {
    send(WireLine.of(WireLine.Kind.STOP));
    try {
      return end.get(options.grace().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
      interrupt.addSuppressed(e);
      throw interrupt;
    }
  }

  private Failure death() throws InterruptedException {
    String explanation = "Its own JVM died with exit code " + process.waitFor();
    attempt.tell(() -> new RunEvent.ProcessDied(attempt.vertex(), attempt.number(), explanation));
    return Failure.of(
        explanation + "\nhint: its last words are in the log; was the heap too small?");
  }

  private void finish() {
    for (Thread thread : waiting) {
      thread.interrupt();
    }
    process.destroyForcibly();
    try {
      toChild.close();
    } catch (IOException e) {
      LoggerFactory.getLogger(Engine.class).debug("A child JVM's input was closed already", e);
    }
  }

  private void send(WireLine line) {
    byte[] bytes = (line.text() + "\n").getBytes(StandardCharsets.UTF_8);
    synchronized (toChild) {
      try {
        toChild.write(bytes);
        toChild.flush();
      } catch (IOException e) {
        // It died; the end of its output says so.
        LoggerFactory.getLogger(Engine.class).debug("A child JVM does not listen", e);
      }
    }
  }

  private void readMessages() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Optional<WireLine> message = WireLine.parse(line);
        if (message.isPresent()) {
          take(message.get());
        } else {
          print(line);
        }
      }
    } catch (IOException | RuntimeException e) {
      end.completeExceptionally(e);
    }
    end.completeExceptionally(new IOException("The child JVM ended"));
  }

  private void readErrors() {
    try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        print(line);
      }
    } catch (IOException e) {
      LoggerFactory.getLogger(Engine.class).debug("A child JVM was killed while it printed", e);
    }
  }

  private void print(String line) {
    LoggerFactory.getLogger(attempt.vertex().family()).info(line);
  }

  private void take(WireLine line) {
    switch (line.kind()) {
      case LOG -> log(line);
      case PROGRESS -> host.progress(Double.parseDouble(line.field(0)));
      case STATUS -> host.status(line.field(0));
      case TRACKING -> host.trackingUrl(URI.create(line.field(0)));
      case RELEASE -> host.release(line.field(0), Integer.parseInt(line.field(1)));
      case REQUIRE, LOCATE -> waiting.add(Thread.ofVirtual().start(() -> send(answer(line))));
      case DONE, FAILED -> end.complete(line);
      case START, STOP, ANSWER, REFUSAL ->
          throw new IllegalStateException("A child JVM sent " + line.kind());
    }
  }

  private static void log(WireLine line) {
    Logger logger = LoggerFactory.getLogger(line.field(1));
    String thrown = line.field(3);
    logger
        .atLevel(Level.valueOf(line.field(0)))
        .log(thrown.isEmpty() ? line.field(2) : line.field(2) + "\n" + thrown);
  }

  private WireLine answer(WireLine question) {
    String number = question.field(0);
    try {
      List<Node> nodes = NodeTexts.parse(question.fields(), 1, options.classes());
      if (question.kind() == WireLine.Kind.LOCATE) {
        boolean real = nodes.getFirst() instanceof Producer<?> task && host.isReal(task);
        return WireLine.of(WireLine.Kind.ANSWER, number, Boolean.toString(real));
      }
      host.require(nodes);
      return WireLine.of(WireLine.Kind.ANSWER, number);
    } catch (DependencyFailed e) {
      String message = Failures.message(e);
      int cause = message.indexOf("\n  cause: ");
      return WireLine.of(
          WireLine.Kind.REFUSAL,
          number,
          message,
          e.dependency(),
          cause < 0 ? "" : message.substring(cause + "\n  cause: ".length()));
    } catch (PermanentFailure e) {
      return WireLine.of(WireLine.Kind.REFUSAL, number, Failures.message(e), "", "");
    } catch (ClassNotFoundException | RuntimeException e) {
      return WireLine.of(WireLine.Kind.REFUSAL, number, Failures.message(e), "", "");
    } catch (InterruptedException e) {
      return WireLine.of(WireLine.Kind.REFUSAL, number, "The attempt is over", "", "");
    }
  }

  private static Level level(Logger logger) {
    for (Level level : List.of(Level.TRACE, Level.DEBUG, Level.INFO, Level.WARN)) {
      if (logger.isEnabledForLevel(level)) {
        return level;
      }
    }
    return Level.ERROR;
  }
}
