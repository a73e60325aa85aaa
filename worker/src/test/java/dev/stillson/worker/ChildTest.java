package dev.stillson.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.Blob;
import dev.stillson.DependencyFailed;
import dev.stillson.Isolation;
import dev.stillson.Node;
import dev.stillson.PermanentFailure;
import dev.stillson.Policy;
import dev.stillson.Requires;
import dev.stillson.Task;
import dev.stillson.TaskContext;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that have a JVM of their own. */
@Timeout(120)
class ChildTest {
  private static final Policy CHILD = Policy.DEFAULT.withIsolation(Isolation.childJvm("64m"));

  @TempDir private Path folder;
  private final List<RunEvent> events = Collections.synchronizedList(new ArrayList<>());

  private RunResult run(Node node) {
    try (Engine engine = Engine.open(options())) {
      return engine.run(List.of(node));
    }
  }

  private RunOptions options() {
    return RunOptions.defaults().withFolder(folder.resolve(".stillson")).withListener(events::add);
  }

  private static Failure failure(RunResult result, Node node) {
    return result.task(node).orElseThrow().failure().orElseThrow();
  }

  /** What all tasks here share. */
  interface InChild extends Task<Blob> {
    Path folder();

    @Override
    default Blob output() {
      return new Blob(URI.create("disk://" + folder() + "/" + getClass().getSimpleName()));
    }

    @Override
    default Policy policy() {
      return CHILD;
    }
  }

  record Hello(Path folder, String text) implements InChild {
    @Override
    public void run(TaskContext ctx) throws Exception {
      System.out.println("printed");
      ctx.log().log(System.Logger.Level.INFO, "logged");
      ctx.progress(0.5);
      ctx.status("half\tway\nthere");
      ctx.trackingUrl(URI.create("http://localhost/x"));
      Files.writeString(ctx.scratch().resolve("temp"), "x");
      ctx.writeLines(
          output(), Stream.of(text, Long.toString(ProcessHandle.current().pid()), ctx.taskId()));
    }
  }

  @Test
  void aTaskRunsInAnotherProcessAndIsHeard() throws Exception {
    Hello hello = new Hello(folder, "grüße\n\t\\ \u0001");
    RunResult result = run(hello);
    assertThat(result.summary()).startsWith("Success");
    List<String> lines = Files.readAllLines(folder.resolve("Hello"));
    assertThat(lines.subList(0, 2)).containsExactly("grüße", "\t\\ \u0001");
    assertThat(Long.parseLong(lines.get(2))).isNotEqualTo(ProcessHandle.current().pid());
    assertThat(events)
        .filteredOn(event -> event instanceof RunEvent.Status)
        .extracting(event -> ((RunEvent.Status) event).message())
        .containsExactly("half\tway\nthere");
    assertThat(events)
        .filteredOn(event -> event instanceof RunEvent.Progress)
        .extracting(event -> ((RunEvent.Progress) event).fraction())
        .containsExactly(0.5);
    assertThat(folder.resolve(".stillson/runs/" + result.run() + "/tmp"))
        .satisfiesAnyOf(
            path -> assertThat(path).doesNotExist(), path -> assertThat(path).isEmptyDirectory());
  }

  record Says(Path folder, List<String> texts) implements InChild {
    @Override
    public void run(TaskContext ctx) throws Exception {
      ctx.writeLines(output(), texts.stream());
    }
  }

  @Test
  void whatLooksLikeACommandOrAnOptionIsAValue() throws Exception {
    Path canary = folder.resolve("canary");
    List<String> texts =
        List.of(
            "; rm -rf " + canary,
            "$(touch " + canary + ")",
            "`touch " + canary + "`",
            "| tee " + canary,
            "-Xmx1k",
            "--version",
            "-XX:OnOutOfMemoryError=touch " + canary,
            "@" + canary,
            "%PATH%",
            "\"'\"");
    Files.createDirectory(folder.resolve("; touch canary $(id)"));
    Says says = new Says(folder, texts);
    RunOptions hostile = options().withFolder(folder.resolve("; touch canary $(id)/-rf @x"));
    try (Engine engine = Engine.open(hostile)) {
      assertThat(engine.run(List.of(says)).summary()).startsWith("Success");
    }
    assertThat(Files.readAllLines(folder.resolve("Says"))).isEqualTo(texts);
    assertThat(canary).doesNotExist();
    assertThat(Path.of("canary")).doesNotExist();
  }

  record Breaks(Path folder) implements InChild {
    @Override
    public void run(TaskContext ctx) {
      throw new PermanentFailure("The account is closed");
    }
  }

  @Test
  void aFailureComesBackWithItsMessageItsLineAndItsTrace() {
    Failure failure = failure(run(new Breaks(folder)), new Breaks(folder));
    assertThat(failure.message()).isEqualTo("The account is closed");
    assertThat(failure.permanent()).isTrue();
    assertThat(failure.place().orElseThrow()).startsWith("ChildTest.Breaks.run(ChildTest.java:");
    assertThat(failure.details()).contains("PermanentFailure");
  }

  record Dies(Path folder) implements InChild {
    @Override
    public void run(TaskContext ctx) {
      Runtime.getRuntime().halt(7);
    }
  }

  @Test
  void aProcessThatDiesIsAFailureThatSaysSo() {
    Failure failure = failure(run(new Dies(folder)), new Dies(folder));
    assertThat(failure.message()).startsWith("Its own JVM died with exit code 7");
    assertThat(events).anyMatch(event -> event instanceof RunEvent.ProcessDied);
  }

  record Greedy(Path folder) implements InChild {
    @Override
    public void run(TaskContext ctx) {
      List<byte[]> hoard = new ArrayList<>();
      while (hoard.size() < 1_000) {
        hoard.add(new byte[10_000_000]);
      }
    }
  }

  @Test
  void aTaskThatExhaustsItsHeapHarmsNobodyElse() {
    assertThat(failure(run(new Greedy(folder)), new Greedy(folder)).message())
        .startsWith("OutOfMemoryError");
  }

  record Part(Path folder, int number) implements Task<Blob> {
    @Override
    public Blob output() {
      return new Blob(URI.create("disk://" + folder + "/part-" + number));
    }

    @Override
    public void run(TaskContext ctx) throws IOException {
      if (number < 0) {
        throw new IllegalStateException("below zero");
      }
      ctx.writeLines(output(), Stream.of("part " + number));
    }
  }

  record Asks(Path folder) implements InChild {
    @Override
    public Requires requires() {
      return new Part(folder, 1);
    }

    @Override
    public void run(TaskContext ctx) throws Exception {
      List<String> lines = new ArrayList<>();
      ctx.require(List.of(new Part(folder, 2), new Part(folder, 3)));
      for (int number = 1; number <= 3; number++) {
        try (Stream<String> part = ctx.readLines(new Part(folder, number))) {
          lines.addAll(part.toList());
        }
      }
      try {
        ctx.require(new Part(folder, -1));
      } catch (DependencyFailed e) {
        lines.add(String.valueOf(e.getMessage()).lines().toList().getLast().strip());
      }
      ctx.writeLines(output(), lines.stream());
    }
  }

  @Test
  void aTaskMayRequireOthersFromItsProcess() throws Exception {
    run(new Asks(folder));
    assertThat(Files.readAllLines(folder.resolve("Asks")))
        .hasSize(4)
        .startsWith("part 1", "part 2", "part 3")
        .last()
        .asString()
        .contains("below zero");
  }

  record Stubborn(Path folder) implements InChild {
    @Override
    public Policy policy() {
      return CHILD.withTimeout(Duration.ofSeconds(1));
    }

    @Override
    public void run(TaskContext ctx) throws Exception {
      Files.writeString(folder.resolve("pid"), Long.toString(ProcessHandle.current().pid()));
      while (true) {
        Thread.interrupted();
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void aTaskThatDoesNotStopIsKilled() throws Exception {
    HandTimer timer = new HandTimer();
    RunOptions options = options().withGrace(Duration.ofMillis(200));
    CountDownLatch started = new CountDownLatch(1);
    FutureTask<RunResult> run =
        new FutureTask<>(() -> {
          try (Engine engine =
              Engine.open(
                  options.withListener(event -> {
                    if (event instanceof RunEvent.AttemptStarted) {
                      started.countDown();
                    }
                  }),
                  timer)) {
            return engine.run(List.of(new Stubborn(folder)));
          }
        });
    try (WatchService watch = folder.getFileSystem().newWatchService()) {
      folder.register(watch, java.nio.file.StandardWatchEventKinds.ENTRY_CREATE);
      Thread.ofPlatform().daemon().start(run);
      started.await();
      while (!Files.exists(folder.resolve("pid"))) {
        watch.take().reset();
      }
    }
    timer.ring();
    RunResult result = run.get();
    assertThat(failure(result, new Stubborn(folder)).message()).contains("timeout");
    long pid = Long.parseLong(Files.readString(folder.resolve("pid")));
    ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
    assertThat(folder.resolve("Stubborn")).doesNotExist();
  }

  @Test
  void aChildWhoseWorkerIsGoneEndsByItself() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ChildMain.class.getName())
            .redirectErrorStream(true)
            .start();
    String start =
        new ChildStart(
                new AttemptContext.Identity("Stubborn", "Stubborn_1", 1),
                java.util.Optional.empty(),
                new RunFolder("run", folder),
                SettingsSource.NONE,
                "INFO")
            .line(new Stubborn(folder))
            .text();
    try (WatchService watch = folder.getFileSystem().newWatchService()) {
      folder.register(watch, java.nio.file.StandardWatchEventKinds.ENTRY_CREATE);
      child
          .getOutputStream()
          .write((start + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
      child.getOutputStream().flush();
      while (!Files.exists(folder.resolve("pid"))) {
        watch.take().reset();
      }
    }
    child.getOutputStream().close();
    assertThat(child.waitFor()).isEqualTo(113);
  }
}
