package dev.stillson.cli;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The web UI of a server that has tasks of Java and Python in one graph. */
@Timeout(value = 240, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BrowserPythonTest {
  /** What Python extracts is loaded in capitals. */
  private static final String LOAD =
      """
      record Extract(LocalDate day) implements ExternalTask<Blob> {
        public Blob output() { return Blob.at("DIR/out/extract-%s.txt", day); }
      }
      record Load(LocalDate day) implements Task<Blob> {
        public Extract requires() { return new Extract(day); }
        public Blob output() { return Blob.at("DIR/out/load-%s.txt", day); }
        public void run(TaskContext ctx) throws IOException {
          try (var lines = ctx.readLines(requires())) {
            ctx.writeLines(output(), lines.map(String::toUpperCase));
          }
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void pythonTasksAreSeenAndActedOnBesideJavaTasks() throws Exception {
    String pipeline = new Shell(folder).pipeline("Load.java", LOAD);
    try (Deployment deployment = new Deployment(folder)) {
      String address = deployment.server("--config", "scheduler.worker_disconnect_delay=600");
      deployment.worker(address, pipeline);
      deployment.submit(address, pipeline, "Load", "--day", "2026-03-01");
      deployment.walk("python-beside-java", address, folder.toString());
    }
  }
}
