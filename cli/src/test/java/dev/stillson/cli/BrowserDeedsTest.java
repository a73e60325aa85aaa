package dev.stillson.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people do in the web UI comes to pass at a real server, its worker and in the files. */
@Timeout(value = 240, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BrowserDeedsTest {
  /**
   * Each plate does what messages tell it to do, and ends by itself from when the file {@code
   * DIR/free} exists.
   */
  private static final String WORKS =
      """
      record Works(String shift) implements WrapperTask {
        public Requires.All<Hull> requires() {
          return Requires.all("abcdefgh".chars().mapToObj(c -> new Hull(shift, (char) c + "")));
        }
      }
      record Hull(String shift, String name) implements Task<Blob> {
        public Plate requires() { return new Plate(shift, name); }
        public Blob output() { return Blob.at("DIR/out/hull-%s-%s.txt", shift, name); }
        public void run(TaskContext ctx) throws IOException {
          ctx.writeLines(output(), Stream.of("hull"));
        }
      }
      record Plate(String shift, String name) implements Task<Blob> {
        public Blob output() { return Blob.at("DIR/out/plate-%s-%s.txt", shift, name); }
        public Policy policy() {
          return Policy.DEFAULT.withMessages().withResource("crane", 1);
        }
        public void run(TaskContext ctx) throws IOException, InterruptedException {
          ctx.log().log(System.Logger.Level.INFO, "attempt " + ctx.attempt() + " begins");
          boolean on = true;
          while (on && !Files.exists(Path.of("DIR/free"))) {
            var message = ctx.messages().poll(Duration.ofMillis(200));
            if (message.isPresent()) {
              String[] told = message.get().content().split(" ", 2);
              switch (told[0]) {
                case "log" -> ctx.log().log(System.Logger.Level.INFO, told[1]);
                case "at" -> ctx.progress(Double.parseDouble(told[1]));
                case "say" -> ctx.status(told[1]);
                case "watch" -> ctx.trackingUrl(java.net.URI.create(told[1]));
                case "fail" -> throw new IOException(told[1].replace('^', '\\033'));
                default -> on = false;
              }
              message.get().respond("did " + told[0]);
            }
          }
          ctx.writeLines(output(), Stream.of("plate"));
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void whatIsPressedComesToPass() throws Exception {
    String pipeline = new Shell(folder).pipeline("Works.java", WORKS);
    try (Deployment deployment = new Deployment(folder)) {
      String address = deployment.server();
      Child worker = deployment.worker(address, pipeline, "--workers", "2");
      deployment.submit(address, pipeline, "Works", "--shift", "early");
      deployment.walk("deeds", address, folder.toString());
      // The walk ended by draining the worker.
      assertThat(worker.ended())
          .satisfies(end -> assertThat(end.said()).contains("The worker has left"))
          .satisfies(end -> assertThat(end.code()).as(end.said()).isZero());
    }
  }
}
