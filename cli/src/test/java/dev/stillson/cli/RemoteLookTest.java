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
  void whereTheResultsOfATaskAreIsShownWhole() throws Exception {
    String path = "/data/" + "long/".repeat(60);
    worker(
        """
        {"type": "register"},
        {"type": "announce", "families": [{"name": "Load"}], "tasks": [{"id": "load", "family": 0,
         "presence": "external", "outputs": ["%s", "warehouse:\\u001b[31msales"]}]}
        """
            .formatted(path));
    assertThat(remote("show", "load").out())
        .contains("\n  output: " + path + "\n  output: warehouse:\\u{1b}[31msales\n");
    assertThat(remote("why", "load").out()).contains("\n  output: " + path + "\n");
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
  void theWholeLogIsPrintedAndFollowedUntilTheAttemptEnds() throws Exception {
    announce();
    worker("{\"type\": \"claim\", \"most\": 1}");
    log(0, "a long line ä\\n".repeat(250_000));
    assertThat(remote("log", "load").out()).isEqualTo("a long line ä\n".repeat(250_000));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CompletableFuture<Shell.Said> following =
        CompletableFuture.supplyAsync(() -> server.says(out, "remote", "log", "load", "--follow"));
    while (!server.ask("/metrics", "").contains("stillson_log_streams 1")) {
      Thread.onSpinWait();
    }
    log(15 * 250_000, "the last\\n");
    worker("{\"type\": \"report\", \"task\": \"load\", \"attempt\": 1, \"outcome\": \"done\"}");
    Shell.Said said = following.get(60, TimeUnit.SECONDS);
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).isEqualTo("a long line ä\n".repeat(250_000) + "the last\n");
    assertThat(said.err()).doesNotContain("ended the stream");
  }

  private void log(int offset, String text) throws Exception {
    worker(
        "{\"type\": \"log\", \"task\": \"load\", \"attempt\": 1, \"offset\": "
            + offset
            + ", \"text\": \""
            + text
            + "\"}");
  }

  @Test
  void whatAWorkerTellsOfAFamilyIsShown() throws Exception {
    worker(
        """
        {"type": "register", "host": "build7", "slots": 2, "assists": ["Count"],
         "forms": [{"family": "Count", "help": "Counts.\\nTwice.", "owners": ["ann", "bob"],
                    "parameters": []}]}
        """);
    assertThat(remote("family", "Count").out())
        .isEqualTo("Count can be started by w\n  Counts.\n  Twice.\n  owners: ann, bob\n");
  }

  @Test
  void oneWorkerOneFamilyAndTheLastHoursAreShown() throws Exception {
    announce();
    worker("{\"type\": \"claim\", \"most\": 1}");
    assertThat(remote("worker", "w").out())
        .startsWith("w gets tasks: 1 of 2 slots in use\n  host: build7\n")
        .endsWith("  running: load\n");
    assertThat(remote("family", "Load").out())
        .startsWith("Load cannot be started: no worker is here that knows it\n")
        .contains("  running: 1\n");
    assertThat(remote("attempts").err()).isEqualTo("No such attempt has ended\n");
    worker(
        "{\"type\": \"report\", \"task\": \"load\", \"attempt\": 1,"
            + " \"outcome\": \"failed\", \"error\": \"boom\"}");
    assertThat(remote("attempts", "--family", "Load", "--status", "failed").out())
        .matches("1  failed  \\S+  \\S+  w  load\n");
    assertThat(remote("attempts", "--status", "lost").out()).isEmpty();
    assertThat(remote("attempts", "--status", "broken").err()).contains("broken");
    String[] hours = remote("throughput", "1").out().split("\n", -1);
    assertThat(hours[0].split(" +", -1))
        .containsExactly("FROM", "DONE", "FAILED", "PENDING", "RUNNING");
    assertThat(hours).anyMatch(line -> line.matches("\\S+Z +0 +1 .*"));
    assertThat(remote("throughput", "soon").err()).contains("must be a whole number");
  }

  @Test
  void anActionOnManyTasksNeedsToSayOnWhich() throws Exception {
    announce();
    assertThat(remote("disable").err())
        .startsWith(
            "stillson remote disable needs tasks, or says which by --status, --family or --since")
        .contains("hint: ");
    assertThat(remote("disable", "--family", "Load", "--dry-run").out())
        .isEqualTo("2 tasks match\n");
    assertThat(remote("show", "load").out()).startsWith("load is pending\n");
    assertThat(remote("disable", "--since", "1h", "--dry-run").out())
        .matches("[1-9] tasks match\n");
    assertThat(remote("disable", "--since", "2999-01-01T00:00:00Z", "--dry-run").out())
        .isEqualTo("0 tasks match\n");
    assertThat(remote("list", "--since", "7d").out()).contains("load");
    assertThat(remote("list", "--since", "2999-01-01T00:00:00Z").out()).isEmpty();
    assertThat(remote("list", "--since", "yesterday").err())
        .startsWith(
            "The option --since takes how long ago, or a point in time\n  given:    yester");
    assertThat(remote("disable", "--family", "Load").out()).isEqualTo("2 of 2 tasks changed\n");
    assertThat(remote("show", "load").out()).startsWith("load is disabled\n");
    assertThat(remote("enable", "--status", "disabled").out()).isEqualTo("2 of 2 tasks changed\n");
    assertThat(remote("disable", "load", "--dry-run").err()).contains("--dry-run");
  }

  @Test
  void aBackfillIsBegunPausedAndStopped() throws Exception {
    assertThat(remote("backfills").err()).isEqualTo("There are no backfills\n");
    assertThat(remote("backfill", "Load", "day=2026-03-01").err())
        .startsWith("A backfill needs one parameter that is a range of dates\n  given: 0\nhint: ");
    assertThat(remote("backfill", "Load", "day=1..3").err())
        .startsWith("A range goes from a date to a date");
    assertThat(remote("backfill", "Load", "day=2026-03-05..2026-03-01").err())
        .contains("which has 0");
    // That no worker knows the family yet is waited for.
    Shell.Said begun = remote("backfill", "Load", "day=2026-02-27..2026-03-02", "--limit", "2");
    assertThat(begun.code()).as(begun.all()).isZero();
    assertThat(begun.out())
        .contains("  Load, day 2026-02-27..2026-03-02, 2 at once, by root\n")
        .contains("  0 of 4 ended, ");
    String id = begun.out().substring(0, begun.out().indexOf(' '));
    assertThat(remote("pause", id).out()).startsWith(id + " is paused\n");
    assertThat(remote("resume", id).out()).startsWith(id + " is running\n");
    assertThat(remote("stop", id).out()).startsWith(id + " is stopped\n");
    assertThat(remote("backfills").out()).startsWith(id + " is stopped\n");
    assertThat(remote("stop", "none").err()).contains("There is no such backfill");
  }

  @Test
  void emptyListsSaySo() {
    assertThat(remote("runs").err()).isEqualTo("There are no such runs\n");
    assertThat(remote("list", "--status", "failed").err()).isEqualTo("There are no such tasks\n");
    assertThat(remote("workers").err()).isEqualTo("There are no workers\n");
  }
}
