package dev.stillson.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Assistance;
import dev.stillson.core.scheduler.Claimed;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.SchedulerSettings;
import dev.stillson.core.scheduler.Standing;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.WorkerMessage;
import dev.stillson.protocol.worker.WorkerCodec;
import dev.stillson.protocol.worker.WorkerCommand;
import dev.stillson.protocol.worker.WorkerRequest;
import dev.stillson.protocol.worker.WorkerResponse;
import dev.stillson.server.scheduler.SharedScheduler;
import dev.stillson.server.worker.AttemptLogs;
import dev.stillson.server.worker.Deletions;
import dev.stillson.server.worker.Starts;
import dev.stillson.server.worker.WorkerProtocol;
import dev.stillson.worker.scheduler.SchedulerLink;
import dev.stillson.worker.scheduler.ServerAddress;
import dev.stillson.worker.scheduler.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A server on a free port, whose line to the workers a test can spoil and whose clock it moves. */
final class Post implements SharedScheduler, AutoCloseable {
  static {
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /** What happens to a request. */
  enum Fate {
    PASSED,
    /** It never arrives. */
    LOST,
    /** It is answered, and the answer gets lost. */
    UNANSWERED,
    /** It arrives twice. */
    DOUBLED,
    /** The server says that it cannot answer now. */
    UNAVAILABLE,
    /** Sign-in is refused. */
    FORBIDDEN
  }

  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition changed = lock.newCondition();
  private final WorkerProtocol protocol;
  final AttemptLogs logs;

  /** What was told last of where the results of tasks are, by the task's id. */
  final Map<String, List<String>> outputs = new ConcurrentHashMap<>();

  private Scheduler scheduler = new Scheduler(SchedulerSettings.DAEMON);
  private Instant now = Instant.parse("2026-11-21T05:00:00Z");
  private HttpServer http;
  private final int port;
  volatile Supplier<Fate> fates = () -> Fate.PASSED;

  Post(Path folder) {
    logs = new AttemptLogs(folder.resolve("server-logs"), 1 << 20);
    protocol = new WorkerProtocol(this, logs);
    http = listen(0);
    port = http.getAddress().getPort();
  }

  private HttpServer listen(int at) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/api/v1/worker", this::answer);
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Fate fate = fates.get();
      byte[] request = exchange.getRequestBody().readAllBytes();
      switch (fate) {
        case LOST -> {
          return;
        }
        case UNAVAILABLE -> exchange.sendResponseHeaders(503, -1);
        case FORBIDDEN -> exchange.sendResponseHeaders(401, -1);
        case PASSED, UNANSWERED, DOUBLED -> {
          note(WorkerCodec.request(new ByteArrayInputStream(request)));
          ByteArrayOutputStream reply = new ByteArrayOutputStream();
          int status = protocol.handle(new ByteArrayInputStream(request), reply);
          if (fate == Fate.DOUBLED) {
            protocol.handle(new ByteArrayInputStream(request), new ByteArrayOutputStream());
          }
          if (fate != Fate.UNANSWERED) {
            exchange.sendResponseHeaders(status, reply.size());
            reply.writeTo(exchange.getResponseBody());
          }
        }
      }
    }
  }

  private void note(WorkerRequest request) {
    for (WorkerCommand command : request.commands()) {
      List<Announcement> tasks =
          switch (command) {
            case WorkerCommand.Announce announce -> announce.tasks();
            case WorkerCommand.Submit submit -> submit.tasks();
            default -> List.of();
          };
      tasks.forEach(task -> outputs.put(task.id(), task.outputs()));
    }
  }

  /** A link of a worker called {@code name}. */
  SchedulerLink link(String name) {
    return SchedulerLink.to(ServerAddress.parse("http://127.0.0.1:" + port, Optional.empty()), name)
        .withBeat(Duration.ofMillis(20));
  }

  /** Sends commands as a worker of another kind would. */
  WorkerResponse as(String worker, WorkerCommand... commands) {
    try {
      return new Wire(link(worker)).send(Arrays.asList(commands));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server is gone. */
  void stop() {
    http.stop(0);
  }

  /** It is back, and remembers everything. */
  void start() {
    http = listen(port);
  }

  /** It remembers nothing. */
  void forgetEverything() {
    lock.lock();
    try {
      scheduler = new Scheduler(SchedulerSettings.DAEMON);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Moves the clock and applies what time has brought. */
  void pass(Duration time) {
    lock.lock();
    try {
      now = now.plus(time);
    } finally {
      lock.unlock();
    }
    apply(new Command.Prune());
  }

  /** Has {@code worker} start a task for {@code user}; what it answers. */
  Future<Starts.Answer> start(
      String worker, String submission, Map<String, String> parameters, String user) {
    Future<Starts.Answer> answer = protocol.starts().expect(submission);
    apply(new Command.Start(worker, submission, "Step", parameters, user));
    return answer;
  }

  /** Has {@code worker} tell what the start of a task would take. */
  Future<Starts.Answer> plan(String worker, String submission, Map<String, String> parameters) {
    Future<Starts.Answer> answer = protocol.starts().expect(submission);
    apply(new Command.Start(worker, submission, "Step", parameters, "ann", true));
    return answer;
  }

  /** Asks {@code worker} to delete the outputs of tasks, which is not allowed yet. */
  Deletions.Part delete(String worker, String order, List<WorkerMessage.Named> tasks) {
    Deletions.Part part = protocol.deletions().expect(order);
    apply(new Command.Delete(worker, order, tasks));
    return part;
  }

  Optional<Status> status(String task) {
    return look(core -> core.status(task));
  }

  /** Waits until the scheduler is in a state. */
  void await(Predicate<Scheduler> state) throws InterruptedException {
    lock.lock();
    try {
      long left = Duration.ofSeconds(30).toNanos();
      while (!state.test(scheduler)) {
        if (left <= 0) {
          throw new IllegalStateException("The scheduler does not get there");
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public <R> R apply(Command<R> command) {
    return perform((core, at) -> core.apply(command, at));
  }

  @Override
  public <R> R perform(Work<R> work) {
    lock.lock();
    try {
      return work.on(scheduler, now);
    } finally {
      changed.signalAll();
      lock.unlock();
    }
  }

  @Override
  public <R> R look(Function<Scheduler, R> question) {
    lock.lock();
    try {
      return question.apply(scheduler);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Claimed claim(Command.Claim claim, Duration wait, boolean listens) {
    lock.lock();
    try {
      long left = wait.toNanos();
      while (true) {
        Claimed claimed = scheduler.apply(claim, now);
        if (left <= 0
            || !claimed.assignments().isEmpty()
            || !claimed.resumptions().isEmpty()
            || (listens && scheduler.hasMessages(claim.worker()))
            || isInVain(claim.worker(), claimed)) {
          changed.signalAll();
          return claimed;
        }
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      lock.unlock();
    }
  }

  private boolean isInVain(String worker, Claimed claimed) {
    boolean assists =
        scheduler
            .worker(worker)
            .map(row -> !(row.profile().assistance() instanceof Assistance.None))
            .orElse(false);
    return claimed.standing() != Standing.ACTIVE || (claimed.live() == 0 && !assists);
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
