package dev.stillson.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that show themselves in the web UI. */
@Timeout(120)
class OwnServerTest {
  private static final String HALVES =
      """
      record Whole(int number) implements WrapperTask {
        public Requires.All<Half> requires() {
          return Requires.all(Stream.of(number, number + 1).map(Half::new));
        }
      }
      record Half(int number) implements Task<Blob> {
        public Blob output() { return Blob.at("DIR/out/%d.txt", number); }
        public Policy policy() { return Policy.DEFAULT.withPool("few"); }
        public void run(TaskContext ctx) throws IOException {
          if (number == 13) throw new IOException("thirteen");
          ctx.writeLines(output(), Stream.of("x"));
        }
      }
      record Long() implements Task<Blob> {
        public Blob output() { return Blob.at("DIR/out/long.txt"); }
        public void run(TaskContext ctx) throws IOException, InterruptedException {
          ctx.status("waits to be seen");
          while (!Files.exists(Path.of("DIR/seen"))) {
            Thread.sleep(20);
          }
          ctx.writeLines(output(), Stream.of("x"));
        }
      }
      """;

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();

  private String get(String address, String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(address + path)).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private Child start(Path temporary, String pipeline) throws IOException {
    Files.createDirectories(temporary);
    return Child.start(
        folder, List.of("-Djava.io.tmpdir=" + temporary), "run", "--ui", pipeline, "Long");
  }

  @Test
  void aRunWithTheUiEndsAsOneWithout() throws Exception {
    Shell shell = new Shell(folder).with("STILLSON_POOLS_FEW", "2");
    String pipeline = shell.pipeline("Halves.java", HALVES);
    Shell.Said done = shell.run("run", "--ui", pipeline, "Whole", "--number", "1");
    assertThat(done.code()).as(done.all()).isZero();
    assertThat(done.err()).contains("The web UI of this run is at http://127.0.0.1:");
    assertThat(done.out()).contains("done now (3)");
    Shell.Said plain = shell.run("run", pipeline, "Whole", "--number", "13");
    Files.delete(folder.resolve("out/14.txt"));
    Shell.Said shown = shell.run("run", "--ui", pipeline, "Whole", "--number", "13");
    assertThat(shown.code()).as(shown.all()).isEqualTo(plain.code()).isNotZero();
    assertThat(tasks(shown)).as(shown.all()).isEqualTo(tasks(plain)).contains("thirteen");
  }

  /** The summary without what differs between two runs. */
  private static String tasks(Shell.Said said) {
    return said.out().replaceAll("[0-9.]+ m?s|[0-9]{8}T[0-9.]+Z-[0-9a-f]+", "-");
  }

  @Test
  void aRunIsSeenWhileItGoesOnAndLeavesNothingBehind() throws Exception {
    Path temporary = folder.resolve("tmp");
    String pipeline = new Shell(folder).pipeline("Halves.java", HALVES);
    try (Child run = start(temporary, pipeline)) {
      String address = run.address();
      assertThat(get(address, "/ui/")).contains("<title>Stillson");
      while (!get(address, "/api/v1/tasks?status=running").contains("waits to be seen")) {
        Thread.onSpinWait();
      }
      assertThat(get(address, "/api/v1/runs")).contains("Long");
      Files.createFile(folder.resolve("seen"));
      assertThat(run.ended()).satisfies(end -> assertThat(end.code()).as(end.said()).isZero());
    }
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void aRunThatFindsNothingToDoIsSeenToo() throws Exception {
    Shell shell = new Shell(folder);
    String pipeline = shell.pipeline("Halves.java", HALVES);
    shell.run("run", pipeline, "Half", "--number", "1");
    try (LocalServer server = new LocalServer(Files.createDirectory(folder.resolve("server")))) {
      Shell.Said said = server.says("", "run", pipeline, "Half", "--number", "1");
      assertThat(said.out()).as(said.all()).startsWith("Nothing to do");
      assertThat(server.ask("/api/v1/runs", ""))
          .contains("\"status\":\"done\"", "\"doneBefore\":1");
    }
  }

  @Test
  void aRunThatIsBrokenOffLeavesNothingBehind() throws Exception {
    Path temporary = folder.resolve("tmp");
    String pipeline = new Shell(folder).pipeline("Halves.java", HALVES);
    try (Child run = start(temporary, pipeline)) {
      String address = run.address();
      while (!get(address, "/api/v1/tasks?status=running").contains("waits to be seen")) {
        Thread.onSpinWait();
      }
      run.ask();
      assertThat(run.ended().said())
          .containsIgnoringCase("cancelled")
          .doesNotContain("left behind");
    }
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void aRunHasItsOwnUiOrSharesAServer() {
    Shell shell = new Shell(folder);
    String pipeline = shell.pipeline("Halves.java", HALVES);
    Shell.Said said = shell.run("run", "--ui", "--scheduler", "http://x:1", pipeline, "Long");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("hint: leave out --ui");
  }
}
