package dev.stillson.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The web UI in a real browser shows what tasks of a real server and a real worker go through. */
@Timeout(value = 240, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BrowserTest {
  /**
   * Two days fail until the file {@code DIR/broken} is gone; one goes on until it is told to end.
   */
  private static final String NIGHT =
      """
      record Night(String region) implements WrapperTask {
        public Requires.All<Export> requires() {
          LocalDate first = LocalDate.of(2026, 3, 1);
          return Requires.all(first.datesUntil(first.plusDays(6)).map(day -> new Export(day, region)));
        }
      }
      record Export(LocalDate day, String region) implements Task<Blob> {
        public Blob output() { return Blob.at("DIR/out/%s.txt", day); }
        public Policy policy() { return Policy.DEFAULT.withMessages(); }
        public void run(TaskContext ctx) throws IOException, InterruptedException {
          ctx.log().log(System.Logger.Level.INFO, "exports " + day);
          ctx.progress(0.5);
          ctx.status("half of " + region);
          if (day.getDayOfMonth() <= 2 && Files.exists(Path.of("DIR/broken"))) {
            throw new IOException("The warehouse refuses the connection " + day.getDayOfMonth());
          }
          while (day.getDayOfMonth() == 3) {
            var message = ctx.messages().poll(Duration.ofMinutes(3));
            if (message.isPresent()) {
              message.get().respond("heard " + message.get().content());
              break;
            }
          }
          ctx.writeLines(output(), Stream.of("whole"));
        }
      }
      """;

  /** A guide that finds out while it runs what it needs, and letters that are sent together. */
  private static final String PARTY =
      """
      record Party() implements WrapperTask {
        record Needs(Guide guide, Requires.All<Letter> letters) implements Requires.Group {}
        public Needs requires() {
          return new Needs(
              new Guide(),
              Requires.all(Stream.of("ada", "bob", "eve").map(name -> new Letter(List.of(name)))));
        }
      }
      record Guide() implements Task<Blob> {
        public Blob output() { return Blob.at("DIR/out/guide.txt"); }
        public void run(TaskContext ctx) throws IOException, InterruptedException {
          ctx.require(new Way());
          ctx.writeLines(output(), Stream.of("by the river"));
        }
      }
      record Way() implements Task<Blob> {
        public Blob output() { return Blob.at("DIR/out/way.txt"); }
        public void run(TaskContext ctx) throws IOException, InterruptedException {
          while (Files.exists(Path.of("DIR/hold"))) ctx.messages().poll(Duration.ofMillis(100));
          ctx.writeLines(output(), Stream.of("river"));
        }
      }
      record Letter(@Param(batch = Param.Batch.CONCAT) List<String> names) implements Task<Blob> {
        public Blob output() { return at(String.join("-", names)); }
        private static Blob at(String name) { return Blob.at("DIR/out/letter-%s.txt", name); }
        public void run(TaskContext ctx) throws IOException, InterruptedException {
          while (Files.exists(Path.of("DIR/hold"))) ctx.messages().poll(Duration.ofMillis(100));
          for (String name : names) ctx.writeLines(at(name), Stream.of("Dear " + name));
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void whatFailedIsSeenUnderstoodAndSetRight() throws Exception {
    String pipeline = new Shell(folder).pipeline("Night.java", NIGHT);
    Path broken = Files.createFile(folder.resolve("broken"));
    try (Deployment deployment = new Deployment(folder)) {
      String address = deployment.server();
      deployment.worker(address, pipeline, "--workers", "2");
      // Texts of people are texts, here as elsewhere.
      deployment.submit(address, pipeline, "Night", "--region", "<b>Cape & Karoo</b>");
      deployment.walk("night", address, broken.toString());
    }
  }

  @Test
  void whatIsParkedAndWhatRunsInABatchIsSeen() throws Exception {
    String pipeline = new Shell(folder).pipeline("Party.java", PARTY);
    Files.createFile(folder.resolve("hold"));
    try (Deployment deployment = new Deployment(folder)) {
      String address = deployment.server();
      Child run =
          deployment.start("run", "--scheduler", address, "--workers", "2", pipeline, "Party");
      deployment.walk("kinds", address, folder.toString());
      assertThat(run.ended()).satisfies(end -> assertThat(end.code()).as(end.said()).isZero());
    }
  }
}
