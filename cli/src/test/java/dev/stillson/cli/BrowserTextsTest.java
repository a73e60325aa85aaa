package dev.stillson.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever tasks, workers and people say to a real server, in the web UI it is text. */
@Timeout(value = 240, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BrowserTextsTest {
  private static final String TEXT =
      "'><img src=x onerror=window.hurt=1><svg onload=window.hurt=1></script><script>window.hurt=1</script>";

  /** A task that says the text in all its ways, and one that is refused with it. */
  private static final String SAYS =
      """
      final class Hostile { static final String TEXT = "THE_TEXT"; }
      record Says(@Param(help = Hostile.TEXT) String text) implements Task<Blob> {
        public Blob output() { return Blob.at("DIR/out/%s.txt", text); }
        public Policy policy() {
          return Policy.DEFAULT.withMessages().withResource(Hostile.TEXT, 1);
        }
        public void run(TaskContext ctx) throws IOException, InterruptedException {
          ctx.log().log(System.Logger.Level.INFO, Hostile.TEXT);
          ctx.status(Hostile.TEXT);
          ctx.trackingUrl(java.net.URI.create("javascript:window.hurt=1"));
          ctx.messages().poll(Duration.ofMinutes(3)).orElseThrow().respond(Hostile.TEXT + "!");
          throw new IOException(Hostile.TEXT);
        }
      }
      record Refuses(LocalDate day, String text) implements WrapperTask {
        Refuses {
          throw new IllegalArgumentException(Hostile.TEXT);
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void hostileTextsStayTexts() throws Exception {
    String pipeline = new Shell(folder).pipeline("Says.java", SAYS.replace("THE_TEXT", TEXT));
    try (Deployment deployment = new Deployment(folder)) {
      String address =
          deployment.server(
              "--config",
              "scheduler.retry_delay=9999",
              "--config",
              "scheduler.worker_disconnect_delay=600");
      deployment.worker(address, pipeline, "--label", "place=" + TEXT);
      Child submit =
          Child.start(
              folder,
              List.of("-Duser.name=" + TEXT),
              "submit",
              "--scheduler",
              address,
              pipeline,
              "Says",
              "--text",
              TEXT);
      deployment.started(submit).ended();
      deployment.walk("hostile", address, TEXT);
    }
  }
}
