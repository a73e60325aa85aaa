package dev.stillson.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What tasks log is seen in the web UI as they write it, whatever becomes of the server. */
@Timeout(value = 240, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BrowserLogTest {
  /** Each watch logs what is added to the file {@code DIR/say}, until it says {@code end}. */
  private static final String WATCHES =
      """
      record Voyage(String ship) implements WrapperTask {
        public Requires.All<Task<Blob>> requires() {
          return Requires.all(List.of(new Here(ship), new Apart(ship)));
        }
      }
      record Here(String ship) implements Task<Blob> {
        public Blob output() { return Blob.at("DIR/out/here-%s.txt", ship); }
        public void run(TaskContext ctx) throws Exception {
          Watch.keep(ctx);
          ctx.writeLines(output(), Stream.of("here"));
        }
      }
      record Apart(String ship) implements Task<Blob> {
        public Blob output() { return Blob.at("DIR/out/apart-%s.txt", ship); }
        public Policy policy() { return Policy.DEFAULT.withIsolation(Isolation.childJvm("64m")); }
        public void run(TaskContext ctx) throws Exception {
          Watch.keep(ctx);
          ctx.writeLines(output(), Stream.of("apart"));
        }
      }
      final class Watch {
        static void keep(TaskContext ctx) throws Exception {
          Path say = Path.of("DIR/say");
          for (int told = 0; true; Thread.sleep(20)) {
            var lines = Files.readAllLines(say);
            for (; told < lines.size(); told++) {
              if (lines.get(told).equals("end")) {
                return;
              }
              ctx.log().log(System.Logger.Level.INFO, lines.get(told));
            }
          }
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void aLineIsSeenAsItIsWrittenAlsoAcrossTheServersDeath() throws Exception {
    String pipeline = new Shell(folder).pipeline("Voyage.java", WATCHES);
    try (Deployment deployment = new Deployment(folder)) {
      Child server = deployment.lastingServer();
      String address = server.address();
      Files.writeString(folder.resolve("say"), "");
      deployment.worker(address, pipeline, "--workers", "2");
      deployment.submit(address, pipeline, "Voyage", "--ship", "Agulhas");
      deployment.walkAcrossDeath("log", server, folder.resolve("say"));
    }
  }
}
