package dev.stillson.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people see of a server's tasks from the command line, and what they tell running ones. */
@Timeout(120)
class RemoteLookTest {
  @TempDir Path folder;
  private LocalServer server;

  @BeforeEach
  void serve() throws Exception {
    server = new LocalServer(folder);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Shell.Said remote(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "remote";
    System.arraycopy(words, 0, all, 1, words.length);
    return server.says("", all);
  }

  private String worker(String commands) throws Exception {
    String answer =
        server.ask(
            "/api/v1/worker",
            "{\"protocol\": 1, \"worker\": \"w\", \"commands\": [" + commands + "]}");
    assertThat(answer).contains("\"replies\"").doesNotContain("\"error\"");
    return answer;
  }

  private void announce() throws Exception {
    worker(
        """
        {"type": "register", "host": "build7", "slots": 2},
        {"type": "announce", "families": [{"name": "Load", "parameters": []}],
         "terms": [{"messages": true}],
         "tasks": [{"id": "load", "family": 0, "values": [], "terms": 0},
                   {"id": "report", "family": 0, "values": [], "needs": [0]}]}
        """);
  }

  @Test
  void aTaskIsSentAMessageAndItsAnswerIsRead() throws Exception {
    announce();
    assertThat(remote("message", "load", "faster").err()).contains("'load'").contains("\nhint: ");
    worker("{\"type\": \"claim\", \"most\": 1}");
    Shell.Said sent = remote("message", "load", "faster");
    assertThat(sent.code()).as(sent.all()).isZero();
    String id = sent.out().strip();
    assertThat(remote("answer", "load", id).err()).contains("There is no answer yet");
    String pulse =
        worker("{\"type\": \"heartbeat\", \"leases\": [{\"task\": \"load\", \"attempt\": 1}]}");
    assertThat(pulse).contains("\"content\":\"faster\"").contains(id);
    worker(
        "{\"type\": \"respond\", \"task\": \"load\", \"message\": \"%s\", \"response\": \"I do\"}"
            .formatted(id));
    assertThat(remote("answer", "load", id).out()).isEqualTo("I do\n");
  }

  @Test
  void theGraphAroundATaskIsDrawn() throws Exception {
    announce();
    assertThat(remote("graph", "report").out())
        .isEqualTo(
            """
            report  pending
            └─ load  pending
            """);
    assertThat(remote("graph", "load", "dependants").out())
        .isEqualTo(
            """
            load  pending
            └─ report  pending
            """);
    assertThat(remote("graph", "load", "dependants", "--format", "dot").out())
        .as("an arrow points to what is needed, whatever was asked for")
        .contains("n1 -> n0;");
    assertThat(remote("graph", "report", "--limit", "1").err()).contains("--limit shows more");
    assertThat(remote("graph", "load", "above").err())
        .startsWith("A graph is that of what a task needs, or of its dependants\n  given: above");
    assertThat(remote("graph", "load", "--format", "png").err())
        .startsWith("There is no form 'png'");
    assertThat(remote("graph", "none").err()).contains("'none'");
  }

  @Test
  void whatChangesIsToldUntilTheServerStops() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CompletableFuture<Shell.Said> events =
        CompletableFuture.supplyAsync(() -> server.says(out, "remote", "events"));
    while (!server.ask("/metrics", "").contains("stillson_event_streams 1")) {
      Thread.onSpinWait();
    }
    announce();
    while (!out.toString(StandardCharsets.UTF_8).contains("report is pending\n")) {
      Thread.onSpinWait();
    }
    server.close();
    Shell.Said said = events.get(60, TimeUnit.SECONDS);
    assertThat(said.code()).as(said.all()).isZero();
    assertThat(said.out()).contains("load is pending\n", "worker w changed\n");
    assertThat(said.err()).endsWith("The server ended the stream\n");
  }

  @Test
  void emptyListsSaySo() {
    assertThat(remote("runs").err()).isEqualTo("There are no such runs\n");
    assertThat(remote("list", "--status", "failed").err()).isEqualTo("There are no such tasks\n");
    assertThat(remote("workers").err()).isEqualTo("There are no workers\n");
  }
}
