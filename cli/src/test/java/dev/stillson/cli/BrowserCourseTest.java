package dev.stillson.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is run from the web UI of a real server, and how its course is looked at. */
@Timeout(value = 240, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BrowserCourseTest {
  /**
   * While the file {@code DIR/hold} exists nothing is read, and while {@code DIR/bad} does the
   * report of the fifth fails. There is none on the thirteenth.
   */
  private static final String REPORTS =
      """
      record Report(LocalDate day) implements Task<Blob> {
        Report {
          if (day.getDayOfMonth() == 13) {
            throw new IllegalArgumentException("There is no report on the thirteenth");
          }
        }
        public Requires.All<Count> requires() {
          return Requires.all(Stream.of("a", "b", "c", "d").map(shop -> new Count(day, shop)));
        }
        public Blob output() { return Blob.at("DIR/out/report-%s.txt", day); }
        public void run(TaskContext ctx) throws IOException {
          if (day.getDayOfMonth() == 5 && Files.exists(Path.of("DIR/bad"))) {
            throw new PermanentFailure("The printer of the " + day + " is on fire");
          }
          ctx.writeLines(output(), Stream.of("whole"));
        }
      }
      record Count(LocalDate day, String shop) implements Task<Blob> {
        public Read requires() { return new Read(day); }
        public Blob output() { return Blob.at("DIR/out/count-%s-%s.txt", day, shop); }
        public void run(TaskContext ctx) throws IOException {
          ctx.writeLines(output(), Stream.of("1"));
        }
      }
      record Read(LocalDate day) implements Task<Blob> {
        public Blob output() { return Blob.at("DIR/out/read-%s.txt", day); }
        public void run(TaskContext ctx) throws IOException, InterruptedException {
          while (Files.exists(Path.of("DIR/hold"))) {
            ctx.messages().poll(Duration.ofMillis(100));
          }
          ctx.writeLines(output(), Stream.of("line"));
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void tasksAndBackfillsAreRunAndTheirCourseIsSeen() throws Exception {
    String pipeline = new Shell(folder).pipeline("Report.java", REPORTS);
    Files.createFile(folder.resolve("bad"));
    try (Deployment deployment = new Deployment(folder)) {
      String address = deployment.server();
      deployment.worker(address, pipeline, "--workers", "4");
      deployment.walk("course", address, folder.toString());
      Shell.Said list =
          new Shell(folder).run("remote", "list", "--family", "Report", "--scheduler", address);
      assertThat(list.out()).contains("done  Report_2026_03_05").doesNotContain("2026_03_13");
    }
  }
}
