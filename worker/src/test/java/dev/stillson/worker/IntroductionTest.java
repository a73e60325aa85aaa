package dev.stillson.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stillson.core.scheduler.Claimed;
import dev.stillson.core.scheduler.Pulse;
import dev.stillson.core.scheduler.Standing;
import dev.stillson.core.scheduler.WorkerProfile;
import dev.stillson.protocol.worker.Reply;
import dev.stillson.protocol.worker.WorkerCodec;
import dev.stillson.protocol.worker.WorkerCommand;
import dev.stillson.protocol.worker.WorkerRequest;
import dev.stillson.protocol.worker.WorkerResponse;
import dev.stillson.worker.scheduler.HttpScheduler;
import dev.stillson.worker.scheduler.LogTails;
import dev.stillson.worker.scheduler.SchedulerClient;
import dev.stillson.worker.scheduler.SchedulerLink;
import dev.stillson.worker.scheduler.ServerAddress;
import dev.stillson.worker.scheduler.SystemTimer;
import dev.stillson.worker.scheduler.Timer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a worker believes of answers that were on their way while it introduced itself again. */
@Timeout(60)
class IntroductionTest {
  @TempDir Path folder;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch introduced = new CountDownLatch(1);
  private final CountDownLatch woken = new CountDownLatch(1);
  private final AtomicBoolean forgotten = new AtomicBoolean();

  private Reply reply(WorkerCommand command) {
    return switch (command) {
      case WorkerCommand.Claim _ -> {
        asked.countDown();
        await(woken);
        yield new Reply.Work(
            new Claimed(List.of(), List.of(), 0, Optional.empty(), Standing.ACTIVE, 0, 0, 0));
      }
      case WorkerCommand.Heartbeat _ -> {
        await(asked);
        Standing standing = forgotten.getAndSet(true) ? Standing.ACTIVE : Standing.UNREGISTERED;
        yield new Reply.Beat(new Pulse(List.of(), List.of(), standing));
      }
      default -> Reply.DONE;
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      WorkerRequest request =
          WorkerCodec.request(new ByteArrayInputStream(exchange.getRequestBody().readAllBytes()));
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      WorkerCodec.write(
          new WorkerResponse(
              request.commands().stream().map(this::reply).toList(), Standing.ACTIVE),
          body);
      exchange.sendResponseHeaders(200, body.size());
      body.writeTo(exchange.getResponseBody());
    }
  }

  @Test
  void anAnswerFromBeforeTheTasksWereToldAgainDoesNotEndTheRun() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Timer timer = new SystemTimer()) {
      server.setExecutor(threads);
      server.createContext("/", this::answer);
      server.start();
      SchedulerLink link =
          new SchedulerLink(
              ServerAddress.parse(
                  "http://127.0.0.1:" + server.getAddress().getPort(), Optional.empty()),
              "w",
              "here",
              "code",
              Map.of(),
              Duration.ofMillis(10),
              Duration.ofSeconds(10));
      HttpScheduler scheduler = new HttpScheduler(link, timer, new LogTails(folder));
      scheduler.listen(
          new SchedulerClient.Listener() {
            @Override
            public void introduce() {
              introduced.countDown();
            }

            @Override
            public void wake() {
              woken.countDown();
            }
          });
      scheduler.register(WorkerProfile.of("here", 1));
      // Its answer comes when the introduction that a heartbeat asked for is over.
      assertThat(scheduler.exchange(List.of(), 1).claimed().live()).isPositive();
      await(introduced);
      assertThat(scheduler.exchange(List.of(), 1).claimed().live()).isZero();
      scheduler.close();
    } finally {
      server.stop(0);
    }
  }
}
