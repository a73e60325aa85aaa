package dev.stillson.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.Blob;
import dev.stillson.Requires;
import dev.stillson.Task;
import dev.stillson.TaskContext;
import dev.stillson.core.parameter.TaskType;
import dev.stillson.core.scheduler.Status;
import dev.stillson.worker.scheduler.SchedulerLink;
import dev.stillson.worker.scheduler.ServerAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker in a JVM of its own is killed. */
@Timeout(90)
class KillTest {
  @TempDir Path folder;

  /** One of a chain; notes each of its beginnings, and stays for ever where a file says so. */
  record Link(String folder, int number) implements Task<Blob> {
    @Override
    public Requires requires() {
      return number == 0 ? Requires.none() : new Link(folder, number - 1);
    }

    @Override
    public Blob output() {
      return new Blob(URI.create("disk://" + folder + "/out" + number));
    }

    @Override
    public void run(TaskContext context) throws IOException, InterruptedException {
      Path notes = Path.of(folder, "began" + number);
      Files.writeString(notes, "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      if (Files.exists(Path.of(folder, "stay" + number))) {
        new CountDownLatch(1).await();
      }
      context.writeLines(output(), Stream.of("done"));
    }
  }

  /** The other JVM. */
  static final class Worker {
    private Worker() {}

    /** Runs the chain: the server's address, the worker's name, the folder, the last number. */
    public static void main(String[] words) {
      SchedulerLink link =
          SchedulerLink.to(ServerAddress.parse(words[0], Optional.empty()), words[1]);
      run(link, words[2], Integer.parseInt(words[3]));
    }
  }

  private static RunResult run(SchedulerLink link, String folder, int last) {
    RunOptions options =
        RunOptions.defaults()
            .withConnector(new Disk())
            .withFolder(Path.of(folder, "runs-" + link.worker()))
            .withScheduler(link.withBeat(Duration.ofMillis(50)));
    try (Engine engine = Engine.open(options)) {
      return engine.run(List.of(new Link(folder, last)));
    }
  }

  @Test
  void tasksOfAKilledWorkerRunElsewhereAndTheOthersAreNotRepeated() throws Exception {
    String place = folder.toString();
    Link third = new Link(place, 3);
    String id = TaskType.of(third).id(third);
    Files.writeString(folder.resolve("stay3"), "");
    try (Post post = new Post(folder)) {
      Process worker =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Worker.class.getName(),
                  post.link("x").address().toString(),
                  "doomed",
                  place,
                  "5")
              .inheritIO()
              .start();
      try {
        post.await(core -> core.status(id).equals(Optional.of(Status.RUNNING)));
      } finally {
        worker.destroyForcibly().waitFor();
      }
      Files.delete(folder.resolve("stay3"));
      post.pass(Duration.ofMinutes(2));
      RunResult result = run(post.link("heir"), place, 5);
      assertThat(result.status()).as(result.summary()).isEqualTo(RunResult.Status.SUCCESS);
      for (int number = 0; number <= 5; number++) {
        assertThat(Files.readString(folder.resolve("out" + number))).isEqualTo("done\n");
        boolean twice = number == 3 && Files.readString(folder.resolve("began3")).length() == 2;
        assertThat(Files.readString(folder.resolve("began" + number)))
            .as("beginnings of %d", number)
            .isEqualTo(twice ? "xx" : "x");
      }
      assertThat(
              post.<Integer>look(core ->
                  core.task(id)
                      .map(row -> row.failures().map(f -> f.count()).orElse(0))
                      .orElse(-1)))
          .as("failures that count")
          .isZero();
    }
  }
}
