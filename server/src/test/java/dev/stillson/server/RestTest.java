package dev.stillson.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Parameters;
import dev.stillson.core.scheduler.Presence;
import dev.stillson.core.scheduler.RetryRule;
import dev.stillson.core.scheduler.Signature;
import dev.stillson.core.scheduler.Terms;
import dev.stillson.core.scheduler.Visibility;
import dev.stillson.server.store.AuditEntry;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** What people see and do over the REST API. */
class RestTest {
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private JsonNode post(String path, String body) throws Exception {
    Wire.Answer answer = rig.wire.request("POST", path).json(body).send();
    assertThat(answer.status()).as(answer.body()).isIn(200, 202);
    return answer.json();
  }

  @Test
  void everyTaskIsOnOnePageWhateverTheOrder() throws Exception {
    Set<String> all = new TreeSet<>();
    for (int i = 0; i < 57; i++) {
      rig.announce("w", "t" + i, i % 2 == 0 ? "Even" : "Odd");
      all.add("t" + i);
    }
    rig.claim("w");
    rig.state.apply(new Command.MarkDone("t40"));
    for (String sort : List.of("newest", "oldest", "updated", "priority")) {
      List<String> seen = new ArrayList<>();
      String after = "";
      int pages = 0;
      do {
        JsonNode page = rig.get("/api/v1/tasks?limit=10&sort=" + sort + after);
        seen.addAll(page.get("tasks").findValuesAsString("id"));
        after = page.has("next") ? "&after=" + page.get("next").asString() : "";
        pages++;
      } while (!after.isEmpty());
      assertThat(seen).as(sort).hasSize(57);
      assertThat(new TreeSet<>(seen)).isEqualTo(all);
      assertThat(pages).isEqualTo(6);
      if (sort.equals("newest")) {
        assertThat(seen).startsWith("t56", "t55").endsWith("t1", "t0");
      }
    }
  }

  @Test
  void listsAreNarrowedDown() throws Exception {
    rig.announce("w", "a", "Export");
    rig.announce("w", "b", "Import");
    rig.announce("w", "c", "Import");
    rig.fail("w", "a", rig.claim("w").lease().attempt(), "disk full");
    assertThat(rig.get("/api/v1/tasks?family=Import").findValuesAsString("id"))
        .containsExactly("c", "b");
    assertThat(rig.get("/api/v1/tasks?status=failed,done").findValuesAsString("id"))
        .containsExactly("a");
    assertThat(rig.get("/api/v1/tasks?text=IMP&status=pending").findValuesAsString("id"))
        .containsExactly("c", "b");
    assertThat(rig.get("/api/v1/tasks?worker=w").findValuesAsString("id")).containsExactly("a");
    assertThat(rig.get("/api/v1/tasks?id=b&sort=updated").findValuesAsString("id"))
        .containsExactly("b");
    assertThat(rig.get("/api/v1/tasks?status=failed").get("tasks").get(0).get("note").asString())
        .isEqualTo("disk full");
    assertThat(rig.get("/api/v1/counts").get("counts").toString())
        .isEqualTo("{\"pending\":2,\"failed\":1}");
    assertThat(rig.get("/api/v1/families").get("families").toString())
        .isEqualTo(
            "[{\"family\":\"Export\",\"counts\":{\"failed\":1},\"startable\":false,"
                + "\"lately\":{\"done\":0,\"failed\":1}},"
                + "{\"family\":\"Import\",\"counts\":{\"pending\":2},\"startable\":false}]");
  }

  @Test
  void aSearchIsForWordsAndParametersWherePeopleSeeThem() throws Exception {
    Signature signature =
        new Signature(
            List.of("day", "market", "token"),
            List.of(Visibility.PUBLIC, Visibility.PUBLIC, Visibility.HIDDEN));
    for (String market : List.of("de", "se", "south east")) {
      Parameters parameters = Parameters.of(signature, "2026-03-05", market, "hunter2");
      rig.state.apply(
          new Command.Announce(
              "w",
              List.of(
                  new Announcement(
                      "id_" + market.charAt(0) + market.length(),
                      "Report",
                      parameters,
                      List.of(),
                      List.of(),
                      Presence.PENDING,
                      0,
                      Terms.PLAIN))));
    }
    assertThat(found("report 2026-03")).containsExactly("id_s10", "id_s2", "id_d2");
    assertThat(found("Report(2026-03-05, DE)")).containsExactly("id_d2");
    assertThat(found("market=se")).containsExactly("id_s2");
    assertThat(found("market=S")).isEmpty();
    assertThat(found("MARKET=Se")).containsExactly("id_s2");
    assertThat(found("\"south east\"")).containsExactly("id_s10");
    assertThat(found("\"east south")).isEmpty();
    assertThat(found("south 2026 east")).containsExactly("id_s10");
    assertThat(found("Report 2027")).isEmpty();
    assertThat(found("hunter2")).isEmpty();
    assertThat(found("token=hunter2")).isEmpty();
    assertThat(found(" (,) ")).hasSize(3);
  }

  private List<String> found(String text) throws Exception {
    String query = URLEncoder.encode(text, StandardCharsets.UTF_8);
    return rig.get("/api/v1/tasks?text=" + query).findValuesAsString("id");
  }

  @Test
  void whatChangedInATimeIsFoundAndActedOn() throws Exception {
    rig.announce("w", "old", "F");
    rig.fail("w", "old", rig.claim("w").lease().attempt(), "boom");
    rig.move(Duration.ofMinutes(50));
    rig.announce("w", "new", "F");
    rig.fail("w", "new", rig.claim("w").lease().attempt(), "boom");
    rig.move(Duration.ofMinutes(20));
    String since = Rig.START.plus(Duration.ofMinutes(50)).toString();
    for (String narrowed : List.of("from=PT1H", "from=" + since, "from=PT20M&until=PT19M")) {
      assertThat(rig.get("/api/v1/tasks?" + narrowed).findValuesAsString("id"))
          .as(narrowed)
          .containsExactly("new");
    }
    assertThat(rig.get("/api/v1/tasks?until=" + since).findValuesAsString("id"))
        .containsExactly("old");
    for (String wrong : List.of("yesterday", "P", "PT9999999999999H", "2026-01-02")) {
      assertThat(rig.wire.get("/api/v1/tasks?from=" + wrong).send().body())
          .contains("The field 'from' is no time such as");
    }
    String retry = "{\"action\":\"retry\",\"filter\":{\"from\":\"PT1H\"}}";
    assertThat(post("/api/v1/actions", retry).get("changed").asInt()).isEqualTo(1);
    assertThat(rig.get("/api/v1/tasks?status=failed").findValuesAsString("id"))
        .containsExactly("old");
  }

  @Test
  void whatLuigiTellsAsJsonIsReadAsText() throws Exception {
    rig.announce("w", "raw", "Raw");
    String error = "Runtime error:\nTraceback (most recent call last):\n  x\nIOError: “gone”";
    String told = "\"" + error.replace("\n", "\\n") + "\"";
    rig.fail("w", "raw", rig.claim("w").lease().attempt(), told);
    assertThat(rig.get("/api/v1/tasks/raw").get("explanation").asString()).isEqualTo(error);
    JsonNode attempts = rig.get("/api/v1/tasks/raw/attempts").get("attempts");
    assertThat(attempts.get(0).get("explanation").asString()).isEqualTo(error);
    JsonNode group = rig.get("/api/v1/failures").get("groups").get(0);
    assertThat(group.get("cause").asString()).isEqualTo("IOError: “gone”");
  }

  @Test
  void aTaskSaysWhatItWaitsForAndWhoWaitsForIt() throws Exception {
    rig.announce("w", "raw", "Raw");
    rig.announce("w", "report", "Report", "raw", "missing");
    JsonNode report = rig.get("/api/v1/tasks/report");
    assertThat(report.get("why").get("reason").asString()).isEqualTo("waiting");
    assertThat(report.get("why").get("text").asString()).isEqualTo("It waits for raw, missing.");
    assertThat(report.get("dependencies").toString())
        .isEqualTo(
            "[{\"id\":\"raw\",\"family\":\"Raw\",\"parameters\":{},\"status\":\"pending\",\"kind\":\"hard\"},"
                + "{\"id\":\"missing\",\"family\":\"\",\"parameters\":{},\"status\":\"unknown\",\"kind\":\"hard\"}]");
    assertThat(rig.get("/api/v1/tasks/raw").get("dependants").toString())
        .isEqualTo(
            "[{\"id\":\"report\",\"family\":\"Report\",\"parameters\":{},\"status\":\"pending\"}]");
    rig.fail("w", "raw", rig.claim("w").lease().attempt(), "boom");
    assertThat(rig.get("/api/v1/tasks/report").get("why").get("text").asString())
        .isEqualTo("It depends on raw, which will not get done by itself.");
    assertThat(
            rig.get("/api/v1/tasks/raw/attempts")
                .get("attempts")
                .get(0)
                .get("explanation")
                .asString())
        .isEqualTo("boom");
  }

  @Test
  void theGraphGoesBothWaysAndIsBounded() throws Exception {
    rig.announce("w", "a", "F");
    rig.announce("w", "b", "F", "a");
    rig.announce("w", "c", "F", "b");
    rig.announce("w", "d", "F", "b");
    rig.announce("w", "loop", "F", "loop");
    JsonNode both = rig.get("/api/v1/tasks/b/graph");
    assertThat(both.get("tasks").findValuesAsString("id"))
        .containsExactlyInAnyOrder("a", "b", "c", "d");
    assertThat(both.get("edges").size()).isEqualTo(3);
    assertThat(both.get("cut").asBoolean()).isFalse();
    assertThat(
            rig.get("/api/v1/tasks/b/graph?direction=dependencies")
                .get("tasks")
                .findValuesAsString("id"))
        .containsExactly("b", "a");
    assertThat(rig.get("/api/v1/tasks/b/graph?limit=2").get("cut").asBoolean()).isTrue();
    assertThat(rig.get("/api/v1/tasks/loop/graph").get("tasks").size()).isEqualTo(1);
    assertThat(rig.wire.get("/api/v1/tasks/none/graph").send().status()).isEqualTo(404);
  }

  @Test
  void peopleActOnTasksAndItIsNoted() throws Exception {
    rig.announce("w", "t", "F");
    rig.fail("w", "t", rig.claim("w").lease().attempt(), "boom");
    assertThat(post("/api/v1/tasks/t/retry", "{}").get("status").asString()).isEqualTo("pending");
    assertThat(post("/api/v1/tasks/t/disable", "{}").get("status").asString())
        .isEqualTo("disabled");
    assertThat(post("/api/v1/tasks/t/enable", "{}").get("status").asString()).isEqualTo("pending");
    assertThat(post("/api/v1/tasks/t/cancel", "{}").get("status").asString()).isEqualTo("failed");
    assertThat(post("/api/v1/tasks/t/mark-done", "{}").get("status").asString()).isEqualTo("done");
    assertThat(rig.state.audit.stream().map(AuditEntry::action))
        .containsExactly("retry", "disable", "enable", "cancel", "mark-done");
    assertThat(rig.state.audit.getFirst().detail()).isEqualTo("now pending, from 127.0.0.1");
    assertThat(rig.get("/api/v1/audit?limit=1").get("actions").get(0).get("action").asString())
        .isEqualTo("mark-done");
    assertThat(rig.wire.post("/api/v1/tasks/none/retry").send().status()).isEqualTo(404);
    assertThat(rig.state.audit).hasSize(5);
  }

  @Test
  void aTaskSaysWhereItsResultsAreIfAWorkerToldIt() throws Exception {
    Announcement told = Announcement.pending("t", "F", List.of());
    rig.state.apply(new Command.Announce("w", List.of(told)));
    assertThat(rig.get("/api/v1/tasks/t").has("outputs")).isFalse();
    String half = "/data/\ud83d.txt";
    List<String> outputs = List.of("/data/<b>ä</b>\n\0.txt", "warehouse:sales[2026]", half);
    rig.state.apply(new Command.Announce("w", List.of(told.withOutputs(outputs))));
    assertThat(rig.get("/api/v1/tasks/t").get("outputs").valueStream().map(JsonNode::asString))
        .containsExactlyElementsOf(outputs);
    assertThat(rig.get("/api/v1/tasks").get("tasks").get(0).has("outputs"))
        .as("in a list")
        .isFalse();
  }

  @Test
  void whatFailedTooOftenRunsAtOnceWhenItIsEnabled() throws Exception {
    Duration hour = Duration.ofHours(1);
    Terms once = Terms.PLAIN.withRetry(new RetryRule.Windowed(1, hour, hour));
    rig.state.apply(
        new Command.Announce(
            "w",
            List.of(
                new Announcement(
                    "t", "F", Parameters.NONE, List.of(), List.of(), Presence.PENDING, 0, once))));
    rig.fail("w", "t", rig.claim("w").lease().attempt(), "boom");
    assertThat(rig.get("/api/v1/tasks/t").get("status").asString()).isEqualTo("disabled");
    assertThat(post("/api/v1/tasks/t/enable", "{}").get("status").asString()).isEqualTo("pending");
    assertThat(rig.claim("w").taskId()).isEqualTo("t");
  }

  @Test
  void manyTasksAreRetriedAtOnceButNeverAllByMistake() throws Exception {
    for (int i = 0; i < 450; i++) {
      rig.announce("w", "t" + i, i < 440 ? "F" : "G");
      rig.fail("w", "t" + i, rig.claim("w").lease().attempt(), "boom");
    }
    String filter = "\"filter\":{\"status\":[\"failed\"],\"family\":\"F\"}}";
    JsonNode dry = post("/api/v1/actions", "{\"action\":\"retry\",\"dryRun\":true," + filter);
    assertThat(dry.toString()).isEqualTo("{\"matching\":440,\"changed\":0,\"more\":false}");
    JsonNode done = post("/api/v1/actions", "{\"action\":\"retry\"," + filter);
    assertThat(done.toString()).isEqualTo("{\"matching\":440,\"changed\":440,\"more\":false}");
    assertThat(rig.get("/api/v1/counts").get("counts").toString())
        .isEqualTo("{\"pending\":440,\"failed\":10}");
    for (String wrong : List.of("{}", "{\"stauts\":[\"failed\"]}", "{\"status\":[]}")) {
      String body = "{\"action\":\"cancel\",\"filter\":" + wrong + "}";
      assertThat(rig.wire.request("POST", "/api/v1/actions").json(body).send().status())
          .isEqualTo(400);
    }
  }

  @Test
  void workersAndResourcesAreShownAndChanged() throws Exception {
    rig.announce("w", "t", "F");
    rig.claim("w");
    assertThat(rig.get("/api/v1/workers").get("workers").get(0).get("running").asInt())
        .isEqualTo(1);
    assertThat(rig.get("/api/v1/workers/w").get("tasks").findValuesAsString("id"))
        .containsExactly("t");
    assertThat(post("/api/v1/workers/w/slots", "{\"slots\":4}").get("unreadMessages").asInt())
        .isEqualTo(1);
    assertThat(post("/api/v1/workers/w/disable", "{}").get("disabled").asBoolean()).isTrue();
    assertThat(rig.wire.post("/api/v1/workers/ghost/disable").send().status()).isEqualTo(404);
    assertThat(rig.get("/api/v1/workers").get("workers").size()).isEqualTo(1);
    post("/api/v1/resources/disk", "{\"total\":3}");
    assertThat(rig.get("/api/v1/resources").get("resources").toString())
        .isEqualTo("[{\"name\":\"disk\",\"total\":3,\"used\":0}]");
    assertThat(post("/api/v1/scheduler/pause", "{}").get("paused").asBoolean()).isTrue();
    assertThat(post("/api/v1/scheduler/resume", "{}").get("paused").asBoolean()).isFalse();
  }

  @Test
  void watchersAreToldWhatChanged() throws Exception {
    try (Socket socket = rig.wire.get("/api/v1/events").open()) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      assertThat(nextData(in).get("everything").asBoolean()).isTrue();
      rig.announce("w", "t", "F");
      JsonNode change = nextData(in);
      assertThat(change.get("tasks").toString()).isEqualTo("[\"t\"]");
      assertThat(change.get("everything").asBoolean()).isFalse();
      for (int i = 0; i < 5_000; i++) {
        rig.announce("w", "many" + i, "F");
      }
      JsonNode many = nextData(in);
      while (!many.get("everything").asBoolean()) {
        many = nextData(in);
      }
      assertThat(many.get("tasks").size()).isLessThanOrEqualTo(200);
    }
  }

  private JsonNode nextData(InputStream in) throws Exception {
    while (true) {
      String line = Wire.line(in);
      int data = line.indexOf("data: ");
      if (data >= 0) {
        return Wire.json(line.substring(data + 6));
      }
    }
  }

  @Test
  void metricsTellHowLongTasksWaitedAndTookAndHowTheyEnded() throws Exception {
    rig.announce("w", "a", "Load");
    rig.move(Duration.ofSeconds(7));
    int attempt = rig.claim("w").lease().attempt();
    rig.move(Duration.ofSeconds(90));
    rig.fail("w", "a", attempt, "boom");
    assertThat(rig.wire.get("/metrics").send().body())
        .contains("stillson_wait_seconds_count{family=\"Load\"} 1")
        .contains("stillson_wait_seconds_sum{family=\"Load\"} 7.0")
        .contains("stillson_attempt_seconds_count{ending=\"failed\",family=\"Load\"} 1")
        .contains("stillson_attempt_seconds_sum{ending=\"failed\",family=\"Load\"} 90.0");
  }

  @Test
  void whenTheStoreIsGoneRequestsAreToBeRepeated() throws Exception {
    rig.announce("w", "t", "F");
    rig.state.trouble("The database does not answer");
    Wire.Answer answer = rig.wire.post("/api/v1/tasks/t/retry").send();
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).contains("1");
    assertThat(answer.body()).contains("The database does not answer");
    Wire.Answer ready = rig.wire.get("/health/ready").send();
    assertThat(ready.status()).isEqualTo(503);
    assertThat(ready.body()).contains("store_gone", "The database does not answer");
    assertThat(rig.wire.get("/health/live").send().status()).isEqualTo(200);
    assertThat(rig.wire.get("/metrics").send().body()).contains("stillson_up 0");
    rig.state.trouble("");
    assertThat(rig.wire.get("/health/ready").send().status()).isEqualTo(200);
  }

  @Test
  @Timeout(60)
  void metricsTellOfTasksRequestsAndTheScheduler() throws Exception {
    rig.announce("w", "t", "F");
    rig.get("/api/v1/tasks/t");
    String request =
        "stillson_http_request_seconds_count{answer=\"2xx\",method=\"GET\","
            + "route=\"/api/v1/tasks/{id}\"} 1";
    String metrics;
    do {
      // A request counts when it is over, which its client may hear before.
      metrics = rig.wire.get("/metrics").send().body();
    } while (!metrics.contains(request));
    assertThat(metrics)
        .contains(
            "stillson_tasks{status=\"pending\"} 1",
            "stillson_family_tasks{family=\"F\",status=\"pending\"} 1",
            "stillson_scheduler_commands_total 7",
            "stillson_up 1");
  }

  @Test
  void aServerThatIsClosedEndsItsStreamsAndClosesTheState() throws Exception {
    Rig closing = new Rig();
    try (Socket socket = closing.wire.get("/api/v1/events").open()) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      nextData(in);
      closing.close();
      assertThat(closing.state.isClosed()).isTrue();
      String rest = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(rest).doesNotContain("error");
    }
  }

  @Test
  void workersReachTheirProtocol() throws Exception {
    assertThat(rig.wire.request("POST", "/api/v1/worker").json("{\"protocol\":1}").send().body())
        .isEqualTo("{\"protocol\":1}");
  }
}
