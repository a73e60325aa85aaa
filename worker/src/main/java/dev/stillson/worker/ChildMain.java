package dev.stillson.worker;

import dev.stillson.Node;
import dev.stillson.Task;
import dev.stillson.worker.connector.Connectors;
import dev.stillson.worker.log.AttemptScope;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The main class of a task's own JVM: runs one attempt for the worker at the other end of its
 * standard streams, and ends at once when that is gone.
 */
public final class ChildMain {
  private static final int ORPHAN = 113;
  private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

  private ChildMain() {}

  /**
   * Runs the attempt that the first line of the input names.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) throws IOException {
    PrintStream wire =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    // Whatever the task prints goes where it can be no message.
    System.setOut(System.err);
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String first = lines.readLine();
    Optional<WireLine> start = first == null ? Optional.empty() : WireLine.parse(first);
    if (start.isEmpty() || start.get().kind() != WireLine.Kind.START) {
      System.err.println("This is the main class of a task's own JVM; a worker starts it");
      System.exit(ExitCode.USAGE.code());
      return;
    }
    ChildHost host = new ChildHost(wire);
    ChildLog.connect(host);
    Thread task = Thread.currentThread();
    Thread.ofPlatform().daemon().name("stillson-worker").start(() -> listen(lines, host, task));
    CountDownLatch finished = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(task, finished)));
    host.send(run(start.get().fields(), host));
    finished.countDown();
    System.exit(0);
  }

  /** Ctrl-C on a terminal reaches this process, too: the task must be able to roll back. */
  private static void stop(Thread task, CountDownLatch finished) {
    if (finished.getCount() > 0) {
      task.interrupt();
      try {
        if (!finished.await(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
          System.err.println("The task did not stop");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void listen(BufferedReader lines, ChildHost host, Thread task) {
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Optional<WireLine> message = WireLine.parse(line);
        if (message.isPresent()) {
          switch (message.get().kind()) {
            case STOP -> task.interrupt();
            case ANSWER, REFUSAL -> host.answer(message.get());
            case START, LOG, PROGRESS, STATUS, TRACKING, RELEASE, REQUIRE, LOCATE, DONE, FAILED ->
                throw new IllegalStateException("The worker sent " + line);
          }
        }
      }
    } catch (IOException e) {
      System.err.println("The worker cannot be heard: " + e);
    }
    Runtime.getRuntime().halt(ORPHAN);
  }

  private static WireLine run(List<String> fields, ChildHost host) {
    ChildStart.Parsed parsed = ChildStart.parse(fields);
    ChildStart start = parsed.start();
    ChildLog.level(start.level());
    AttemptContext.Identity identity = start.task();
    ClassLoader classes = Thread.currentThread().getContextClassLoader();
    Scratch scratch = new Scratch(start.folder(), identity.taskId(), identity.attempt());
    Gate gate = new Gate();
    Node node = null;
    try {
      node = NodeTexts.parse(fields, parsed.node(), classes).getFirst();
      new AttemptScope(identity.taskId(), identity.attempt(), start.folder().logs(), () -> {})
          .enter();
      try (Connectors connectors = new Connectors(classes, start.settings().read(), List.of())) {
        ((Task<?>) node)
            .run(
                new AttemptContext(
                    identity, node, connectors, start.environment(), gate, host, scratch));
      } finally {
        Thread.interrupted();
        gate.close();
        scratch.remove();
      }
      return WireLine.of(WireLine.Kind.DONE);
    } catch (Throwable e) {
      Failure failure = Failures.of(e, node == null ? ChildMain.class : node.getClass());
      return WireLine.of(
          WireLine.Kind.FAILED,
          failure.message(),
          failure.place().orElse(""),
          failure.details(),
          Boolean.toString(failure.permanent()));
    }
  }
}
