package dev.stillson.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example of one graph of two languages. The Java half is run; of the Python half the test
 * makes the calls of a Luigi worker, in its order and with its arguments, and the files.
 */
@Timeout(120)
class TogetherTest {
  private static final String DAY = "2026-11-21";
  private static final String PARAMETERS = "\"params\":{\"date\":\"" + DAY + "\"}";
  private static final String HASH = "_2026_11_21_1cb391104f";

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    http.close();
  }

  @Test
  void javaWaitsForPythonAndPythonForJava() throws Exception {
    Path pipeline = folder.resolve("Together.java");
    Files.copy(Path.of("../examples/pipelines/Together.java"), pipeline);
    try (Child server = Child.start(folder, "server", "--port", "0", "--data", "data")) {
      String address = server.address();
      announce(address, "Report", true, "[\"Crawl" + HASH + "\",\"Clean" + HASH + "\"]");
      announce(address, "Clean", false, "null");
      announce(address, "Crawl", true, "[]");
      call(address, "add_worker", "{\"worker\":\"python\",\"info\":[[\"workers\",1]]}");

      try (Child java =
          Child.start(
              folder, "run", "--scheduler", address, pipeline.toString(), "Clean", "--date", DAY)) {
        assertThat(work(address)).contains("\"task_id\":\"Crawl" + HASH + "\"");
        write("crawl", "  a page \n\n another  \n");
        done(address, "Crawl");

        Child.Ended end = java.ended();
        assertThat(end.code()).as(end.said()).isZero();
      }
      assertThat(file("clean")).hasContent("a page\nanother\n");
      assertThat(work(address)).contains("\"task_id\":\"Report" + HASH + "\"");
      done(address, "Report");
      assertThat(work(address)).contains("\"task_id\":null", "\"n_pending_tasks\":0");
    }
  }

  private void announce(String address, String family, boolean runnable, String dependencies)
      throws Exception {
    call(
        address,
        "add_task",
        """
        {"worker":"python","task_id":"%s","status":"PENDING","deps":%s,"runnable":%s,"family":"%s",\
        "module":"together",%s,"param_visibilities":{"date":0},"priority":0,"resources":{}}\
        """
            .formatted(family + HASH, dependencies, runnable, family, PARAMETERS));
  }

  private void done(String address, String family) throws Exception {
    call(
        address,
        "add_task",
        """
        {"worker":"python","task_id":"%s","status":"DONE","expl":"null","runnable":null,\
        "family":"%s","module":"together",%s,"new_deps":[],"resources":{}}\
        """
            .formatted(family + HASH, family, PARAMETERS));
  }

  private String work(String address) throws Exception {
    return call(
        address,
        "get_work",
        "{\"worker\":\"python\",\"host\":\"here\",\"assistant\":false,\"current_tasks\":[]}");
  }

  /** What the server answers, without the white space that Python writes. */
  private String call(String address, String method, String arguments) throws Exception {
    String body = "data=" + URLEncoder.encode(arguments, StandardCharsets.UTF_8);
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(address + "/api/" + method))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body().replace(": ", ":");
  }

  private Path file(String name) {
    return folder.resolve("out/together/" + name + "-" + DAY + ".txt");
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(file(name).getParent());
    Files.writeString(file(name), text);
  }
}
