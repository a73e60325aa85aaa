package dev.stillson.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.server.worker.AttemptLogs;
import dev.stillson.worker.log.AttemptScope;
import dev.stillson.worker.scheduler.SchedulerLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How what a task logs gets to the server. */
@Timeout(60)
class LogSendingTest {
  private static final int ALL = 1 << 20;
  private static final List<Post.Fate> SPOILT =
      List.of(
          Post.Fate.PASSED,
          Post.Fate.LOST,
          Post.Fate.UNANSWERED,
          Post.Fate.DOUBLED,
          Post.Fate.UNAVAILABLE);

  @TempDir Path folder;
  private Post post = new Post(Path.of("nowhere"));

  @BeforeEach
  void open() {
    post.close();
    post = new Post(folder);
  }

  @AfterEach
  void close() {
    post.close();
  }

  private void run(SchedulerLink link, Lab.Body body) {
    Lab lab = new Lab("a:").body("a", body);
    lab.options(options -> options.withFolder(folder.resolve("run")).withScheduler(link));
    assertThat(lab.run("a").status()).isEqualTo(RunResult.Status.SUCCESS);
  }

  /** A link on which nothing goes by itself. */
  private SchedulerLink quiet() {
    return post.link("w").withBeat(Duration.ofHours(1));
  }

  private static void write(String text) throws IOException {
    AttemptScope scope = AttemptScope.current().orElseThrow();
    Files.createDirectories(scope.logFile().getParent());
    Files.writeString(scope.logFile(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    scope.written();
  }

  private String kept(String task) throws IOException {
    return post.logs.read(task, 1, 0, ALL).text();
  }

  /** Waits until the server has {@code text}. */
  private void await(String text) throws IOException, InterruptedException {
    String task = AttemptScope.current().orElseThrow().taskId();
    Semaphore bell = new Semaphore(0);
    try (AttemptLogs.Watch _ = post.logs.watch(task, 1, bell::release)) {
      while (!kept(task).contains(text)) {
        bell.acquire();
      }
    }
  }

  @Test
  void aLineReachesTheServerBeforeTheNextSignOfLife() {
    run(
        quiet(),
        (step, context) -> {
          write("one\n");
          await("one\n");
          write("two\n");
          await("two\n");
          step.put(context);
        });
  }

  @Test
  void linesThatAreWrittenFastGoTogether() {
    AtomicBoolean writing = new AtomicBoolean();
    AtomicInteger requests = new AtomicInteger();
    CountDownLatch sent = new CountDownLatch(1);
    CountDownLatch written = new CountDownLatch(1);
    post.fates =
        () -> {
          if (writing.get()) {
            requests.incrementAndGet();
            sent.countDown();
            await(written);
          }
          return Post.Fate.PASSED;
        };
    run(
        quiet(),
        (step, context) -> {
          writing.set(true);
          write("first\n");
          await(sent);
          for (int i = 0; i < 2_000; i++) {
            write("line " + i + "\n");
          }
          written.countDown();
          await("line 1999\n");
          writing.set(false);
          step.put(context);
        });
    assertThat(requests.get()).isLessThan(20);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void ofALogNothingIsLostOrTwiceThoughRequestsGetLost() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    AtomicBoolean spoiled = new AtomicBoolean();
    post.fates =
        () -> {
          synchronized (random) {
            return spoiled.get() ? SPOILT.get(random.nextInt(SPOILT.size())) : Post.Fate.PASSED;
          }
        };
    StringBuilder all = new StringBuilder();
    StringBuilder task = new StringBuilder();
    run(
        post.link("w"),
        (step, context) -> {
          task.append(AttemptScope.current().orElseThrow().taskId());
          spoiled.set(true);
          for (int i = 0; i < 20; i++) {
            String text = "söme line %d\n".formatted(i).repeat(1 + i * 50);
            all.append(text);
            write(text);
            if (i % 5 == 4) {
              await("line " + i + "\n");
            }
          }
          spoiled.set(false);
          step.put(context);
        });
    assertThat(kept(task.toString())).as("seed %d", seed).isEqualTo(all.toString());
  }

  @Test
  void whatIsWrittenAtTheVeryEndArrivesThoughItIsLong() throws IOException {
    String text = "a line of the end\n".repeat(50_000);
    StringBuilder task = new StringBuilder();
    run(
        quiet(),
        (step, context) -> {
          task.append(AttemptScope.current().orElseThrow().taskId());
          write(text);
          step.put(context);
        });
    assertThat(kept(task.toString())).hasSize(text.length()).isEqualTo(text);
  }
}
