package dev.stillson.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The web UI for those who have to sign in, and for those whose server goes away. */
@Timeout(value = 240, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BrowserPeopleTest {
  /** One is torn; the other sails until the file {@code DIR/free} exists. */
  private static final String SAILS =
      """
      record Sail(LocalDate day, String name) implements Task<Blob> {
        public Blob output() { return Blob.at("DIR/out/%s.txt", name); }
        public Policy policy() { return Policy.DEFAULT.withResource("dock", 1); }
        public void run(TaskContext ctx) throws IOException, InterruptedException {
          if (name.equals("torn")) throw new PermanentFailure("It is torn");
          while (!Files.exists(Path.of("DIR/free"))) {
            ctx.messages().poll(Duration.ofMillis(200));
          }
          ctx.writeLines(output(), Stream.of(name));
        }
      }
      record Fleet(LocalDate day) implements WrapperTask {
        public Requires.All<Sail> requires() {
          return Requires.all(Stream.of("torn", "whole").map(name -> new Sail(day, name)));
        }
      }
      """;

  @TempDir Path folder;
  private String pipeline = "";

  @BeforeEach
  void write() {
    pipeline = new Shell(folder).pipeline("Fleet.java", SAILS);
  }

  private void user(String name, String role) {
    Shell.Said said =
        new Shell(folder)
            .typing(name.repeat(3) + "\n")
            .run("user", "add", name, "--role", role, "--data", folder.resolve("data").toString());
    assertThat(said.code()).as(said.all()).isZero();
  }

  @Test
  void peopleSignInBehindAProxyAndSeeWhatTheyMayDo() throws Exception {
    user("vera", "viewer");
    user("otto", "operator");
    user("ada", "admin");
    try (Deployment deployment = new Deployment(folder)) {
      String address =
          deployment.server("--base-path", "/tools/stillson", "--host", "ops.localhost");
      String ours = address.replace("://", "://ada:adaadaada@");
      deployment.worker(ours, pipeline, "--workers", "2");
      deployment.submit(ours, pipeline, "Fleet", "--day", "2026-03-01");
      deployment.walk("people", address);
    }
  }

  @Test
  void aPageGoesOnWhenItsServerIsKilledAndStartedAgain() throws Exception {
    try (Deployment deployment = new Deployment(folder)) {
      Child server = deployment.lastingServer();
      String address = server.address();
      deployment.worker(address, pipeline, "--workers", "2");
      deployment.submit(address, pipeline, "Fleet", "--day", "2026-03-01");
      deployment.walkAcrossDeath("outage", server, folder.resolve("free"));
    }
  }
}
