package dev.stillson.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several real workers, of which some come to grief, as the web UI shows it. */
@Timeout(value = 240, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BrowserFleetTest {
  /** Digs in six places, each until the file {@code DIR/free} is there. */
  private static final String DIGS =
      """
      record Site() implements WrapperTask {
        public Requires.All<Dig> requires() {
          return Requires.all(Stream.of("a", "b", "c", "d", "e", "f").map(Dig::new));
        }
      }
      record Dig(String place) implements Task<Blob> {
        public Blob output() { return Blob.at("DIR/out/dig-%s.txt", place); }
        public void run(TaskContext ctx) throws IOException, InterruptedException {
          while (!Files.exists(Path.of("DIR/free"))) {
            ctx.messages().poll(Duration.ofMillis(100));
          }
          ctx.writeLines(output(), Stream.of("whole"));
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void workersThatAreKilledSilentAndDrainedAreSeenAndTheirTasksRunElsewhere() throws Exception {
    String pipeline = new Shell(folder).pipeline("Site.java", DIGS);
    Files.writeString(
        folder.resolve("stillson.toml"), "[scheduler]\nworker_disconnect_delay = 12\n");
    try (Deployment deployment = new Deployment(folder)) {
      String address = deployment.server();
      String[] two = {"--workers", "2"};
      Child killed = deployment.worker(address, pipeline, two);
      Child silent = deployment.worker(address, pipeline, two);
      Child drained = deployment.worker(address, pipeline, two);
      deployment.submit(address, pipeline, "Site");
      deployment.walk("fleet", address, folder.toString(), killed.pid(), silent.pid());
      assertThat(drained.ended().code()).isZero();
    }
  }
}
