package dev.stillson.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stillson.core.scheduler.Assistance;
import dev.stillson.core.scheduler.Claimed;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.SchedulerSettings;
import dev.stillson.core.scheduler.Standing;
import dev.stillson.core.scheduler.Status;
import dev.stillson.server.scheduler.SharedScheduler;
import dev.stillson.server.worker.AttemptLogs;
import dev.stillson.server.worker.WorkerProtocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that share a server; the server keeps its state in memory. */
@Timeout(60)
class SharedTest {
  private static final String CHAIN =
      """
      record First(int number) implements Task<Blob> {
        public Blob output() { return Blob.at("DIR/out/first-%d.txt", number); }
        public void run(TaskContext ctx) throws IOException {
          ctx.log().log(System.Logger.Level.INFO, "first of " + number);
          ctx.writeLines(output(), Stream.of("x"));
        }
      }
      record Second(int number) implements Task<Blob> {
        public First requires() { return new First(number); }
        public Blob output() { return Blob.at("DIR/out/second-%d.txt", number); }
        public void run(TaskContext ctx) throws IOException {
          if (number == 13) throw new IOException("thirteen");
          ctx.writeLines(output(), ctx.readLines(requires()));
        }
      }
      """;

  @TempDir Path folder;
  private final Memory memory = new Memory();
  private Shell shell = new Shell(Path.of("nowhere"));
  private HttpServer http;
  private AttemptLogs logs;

  SharedTest() throws IOException {
    http = HttpServer.create();
    logs = new AttemptLogs(Path.of("nowhere"), 0);
  }

  @BeforeEach
  void open() throws IOException {
    shell = new Shell(folder);
    logs = new AttemptLogs(folder.resolve("logs"), 10_000);
    WorkerProtocol protocol = new WorkerProtocol(memory, logs);
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", exchange -> answer(exchange, protocol));
    http.start();
  }

  private static void answer(HttpExchange exchange, WorkerProtocol protocol) throws IOException {
    try (exchange) {
      ByteArrayOutputStream reply = new ByteArrayOutputStream();
      int status = protocol.handle(exchange.getRequestBody(), reply);
      exchange.sendResponseHeaders(status, reply.size());
      reply.writeTo(exchange.getResponseBody());
    }
  }

  @AfterEach
  void close() {
    http.stop(0);
  }

  private String address() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  @Test
  void runWithASchedulerDoesWhatOneWithoutDoes() throws IOException {
    String chain = shell.pipeline("Chain.java", CHAIN);
    Shell.Said said = shell.run("run", "--scheduler", address(), chain, "Second", "--number", "1");
    assertThat(said.code()).as(said.all()).isZero();
    assertThat(said.out()).startsWith("Success in");
    assertThat(Files.readString(folder.resolve("out/second-1.txt"))).isEqualTo("x\n");
    String first =
        memory.look(core ->
            core.snapshot().tasks().stream()
                .filter(task -> task.family().equals("First"))
                .findFirst()
                .orElseThrow()
                .id());
    assertThat(logs.read(first, 1, 0, 1_000).text()).contains("first of 1");
  }

  @Test
  void submittedTaskIsRunByAWorkerAndWaitedFor() throws Exception {
    String chain = shell.pipeline("Chain.java", CHAIN);
    CompletableFuture<Shell.Said> worker =
        CompletableFuture.supplyAsync(() ->
            shell.run(
                "worker",
                "--folder",
                folder.resolve("state").toString(),
                "--label",
                "gpu=yes",
                "--scheduler",
                address(),
                chain));
    Shell.Said said =
        shell.run("submit", "--wait", "--scheduler", address(), chain, "Second", "--number", "2");
    assertThat(said.all()).contains("is submitted: 2 to run, 0 done before").contains(" is done");
    assertThat(said.code()).isZero();
    Shell.Said failed =
        shell.run("submit", "--wait", "--scheduler", address(), chain, "Second", "--number", "13");
    assertThat(failed.out()).contains("is not done\n  cause:  ").contains("thirteen");
    assertThat(failed.code()).isEqualTo(3);
    // A worker that is disabled leaves by itself.
    memory.perform((core, now) -> {
      core.snapshot().workers().stream()
          .filter(row -> row.profile().labels().containsKey("gpu"))
          .forEach(row -> core.apply(new Command.DisableWorker(row.id()), now));
      return true;
    });
    assertThat(worker.get(40, TimeUnit.SECONDS).err())
        .contains("The worker has left: 3 done, 1 failed");
  }

  @Test
  void submitDoesNotWaitUnlessAsked() {
    String chain = shell.pipeline("Chain.java", CHAIN);
    Shell.Said said =
        shell.run("submit", "--scheduler", address(), chain, "Second", "--number", "3");
    assertThat(said.code()).isZero();
    assertThat(memory.<Integer>look(core -> core.counts().getOrDefault(Status.PENDING, 0)))
        .isEqualTo(2);
  }

  @Test
  void mistakesAreTold() {
    String chain = shell.pipeline("Chain.java", CHAIN);
    assertThat(shell.run("worker", chain).err())
        .isEqualTo(
            "stillson worker needs the address of a server\nhint: --scheduler http://HOST:8082\n");
    assertThat(shell.run("worker", "--scheduler", "ftp://u:secret@x", chain).err())
        .startsWith("The address of the scheduler cannot be used")
        .doesNotContain("secret");
    assertThat(shell.run("worker", "--scheduler", "x", "--label", "gpu", chain).err())
        .startsWith("The option --label takes a name and a value");
    assertThat(shell.run("server", "--standby").err())
        .startsWith("A server can stand by for a database only");
  }

  /** A scheduler behind a lock. */
  private static final class Memory implements SharedScheduler {
    private final Scheduler scheduler = new Scheduler(SchedulerSettings.DAEMON);

    @Override
    public <R> R apply(Command<R> command) {
      return perform((core, now) -> core.apply(command, now));
    }

    @Override
    public synchronized <R> R perform(Work<R> work) {
      R result = work.on(scheduler, Instant.now());
      notifyAll();
      return result;
    }

    @Override
    public synchronized <R> R look(Function<Scheduler, R> question) {
      return question.apply(scheduler);
    }

    @Override
    public synchronized Claimed claim(Command.Claim claim, Duration wait, boolean listens) {
      long end = System.nanoTime() + wait.toNanos();
      while (true) {
        Claimed claimed = scheduler.apply(claim, Instant.now());
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0
            || !claimed.assignments().isEmpty()
            || !claimed.resumptions().isEmpty()
            || (listens && scheduler.hasMessages(claim.worker()))
            || claimed.standing() != Standing.ACTIVE
            || (claimed.live() == 0 && !assists(claim.worker()))) {
          notifyAll();
          return claimed;
        }
        try {
          wait(left);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }

    private boolean assists(String worker) {
      return scheduler
          .worker(worker)
          .map(row -> !(row.profile().assistance() instanceof Assistance.None))
          .orElse(false);
    }
  }
}
