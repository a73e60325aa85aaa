package dev.stillson.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.core.scheduler.WorkerProfile;
import java.util.Map;
import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Demand;
import dev.stillson.core.scheduler.Parameters;
import dev.stillson.core.scheduler.Presence;
import dev.stillson.core.scheduler.Terms;
import dev.stillson.protocol.worker.WorkerCodec;
import dev.stillson.protocol.worker.WorkerCommand;
import dev.stillson.protocol.worker.WorkerRequest;
import dev.stillson.server.worker.AttemptLogs;
import dev.stillson.server.worker.WorkerProtocol;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What people look at when something is wrong. */
class LookingTest {
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private void fail(String id, String family, String error) {
    rig.announce("w", id, family);
    rig.fail("w", id, rig.claim("w").lease().attempt(), error);
  }

  @Test
  void failuresThatDifferInNumbersAloneAreOne() throws Exception {
    String traceback =
        """
        Traceback (most recent call last):
          File "x.py", line 7, in run
            f()
        TimeoutError: no answer after %s s
        """;
    fail("a", "Load", traceback.formatted("30"));
    rig.move(Duration.ofSeconds(1));
    fail("b", "Load", traceback.formatted("31.5"));
    fail("c", "Load", "KeyError: 'x'");
    rig.move(Duration.ofSeconds(1));
    fail(
        "d",
        "Save",
        """
        java.lang.IllegalStateException: outer
        \tat a.B.c(B.java:1)
        Caused by: java.io.IOException: No space left
        \tat a.B.d(B.java:2)
        \t... 3 more
        """);
    JsonNode groups = rig.get("/api/v1/failures").get("groups");
    assertThat(groups.findValuesAsString("cause"))
        .containsExactlyInAnyOrder(
            "java.io.IOException: No space left",
            "TimeoutError: no answer after 31.5 s",
            "KeyError: 'x'");
    assertThat(groups.get(0).get("family").asString()).as("the latest first").isEqualTo("Save");
    JsonNode load =
        groups.valueStream().filter(one -> one.get("count").asInt() == 2).findFirst().orElseThrow();
    assertThat(load.get("tasks").toString()).isEqualTo("[\"b\",\"a\"]");
    assertThat(load.get("first").asString()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(load.get("workers").toString()).isEqualTo("[\"w\"]");
    assertThat(rig.get("/api/v1/failures?limit=1").get("more").asBoolean()).isTrue();
    assertThat(rig.get("/api/v1/failures?family=Save").get("groups").size()).isEqualTo(1);
  }

  @Test
  void failuresTellWhatTheyHoldUpAndAreActedOnByTheirCause() throws Exception {
    fail("a", "Load", "no answer after 30 s");
    fail("b", "Load", "no answer after 31 s");
    fail("c", "Load", "no space left");
    rig.announce("w", "report", "Report", "a", "b");
    rig.announce("w", "mail", "Mail", "report");
    rig.announce("w", "gone", "Mail", "c");
    rig.state.apply(new Command.MarkDone("gone"));
    JsonNode groups = rig.get("/api/v1/failures").get("groups");
    JsonNode slow = named("no answer after # s", groups);
    assertThat(slow.get("holdsUp").asInt()).isEqualTo(2);
    assertThat(slow.get("holdsUpMore").asBoolean()).isFalse();
    assertThat(named("no space left", groups).get("holdsUp").asInt()).isZero();
    assertThat(ids(rig.get("/api/v1/tasks?cause=no%20answer%20after%207%20s")))
        .containsExactlyInAnyOrder("a", "b");
    Wire.Answer answer =
        rig.wire
            .post("/api/v1/actions")
            .json(
                "{\"action\": \"disable\"," + " \"filter\": {\"cause\": \"no answer after 31 s\"}}")
            .send();
    assertThat(answer.body()).contains("\"changed\":2");
    JsonNode after = named("no answer after # s", rig.get("/api/v1/failures").get("groups"));
    assertThat(after.get("disabled").asInt()).isEqualTo(2);
  }

  private static JsonNode named(String kind, JsonNode groups) {
    return groups
        .valueStream()
        .filter(one -> one.get("kind").asString().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> ids(JsonNode page) {
    return page.get("tasks").findValuesAsString("id");
  }

  @Test
  void tasksAreFoundByWhoseRunsWantThem() throws Exception {
    for (String user : List.of("thandi", "sipho")) {
      rig.state.apply(
          new Command.RegisterWorker(
              "of " + user, WorkerProfile.of("host", 1).withInfo(Map.of("user", user))));
    }
    rig.announce("of thandi", "a", "Load");
    rig.announce("of sipho", "a", "Load");
    rig.announce("of sipho", "b", "Load");
    assertThat(ids(rig.get("/api/v1/tasks?user=thandi"))).containsExactly("a");
    assertThat(ids(rig.get("/api/v1/tasks?user=sipho&sort=updated")))
        .containsExactlyInAnyOrder("a", "b");
    assertThat(ids(rig.get("/api/v1/tasks?user=nobody"))).isEmpty();
  }

  @Test
  void theChainLeadsToWhatCanBeActedOn() throws Exception {
    rig.announce("w", "raw", "Raw");
    rig.announce("w", "clean", "Clean", "raw");
    rig.announce("w", "report", "Report", "clean");
    JsonNode waiting = rig.get("/api/v1/tasks/report/chain");
    assertThat(waiting.get("steps").findValuesAsString("id"))
        .containsExactly("report", "clean", "raw");
    assertThat(waiting.get("whole").asBoolean()).isTrue();
    rig.fail("w", "raw", rig.claim("w").lease().attempt(), "boom");
    JsonNode steps = rig.get("/api/v1/tasks/report/chain").get("steps");
    JsonNode last = steps.get(steps.size() - 1);
    assertThat(last.get("id").asString()).isEqualTo("raw");
    assertThat(last.get("note").asString()).isEqualTo("boom");
    assertThat(last.get("why").get("reason").asString()).isIn("failed", "retrying");
    assertThat(rig.wire.get("/api/v1/tasks/none/chain").send().status()).isEqualTo(404);
  }

  @Test
  void aChainThatEndsInWhatNobodyCanMakeSaysWhereThatIsWaitedFor() throws Exception {
    Announcement feed =
        new Announcement(
            "feed",
            "Feed",
            Parameters.NONE,
            List.of(),
            List.of(),
            Presence.EXTERNAL,
            0,
            Terms.PLAIN,
            List.of("/incoming/feed.csv"));
    Announcement load =
        Announcement.pending("load", "Load", List.of("feed")).withOutputs(List.of("/data/load"));
    rig.state.apply(new Command.Announce("w", List.of(feed, load)));
    JsonNode steps = rig.get("/api/v1/tasks/load/chain").get("steps");
    assertThat(steps.get(0).has("outputs")).isFalse();
    assertThat(steps.get(1).get("why").get("reason").asString()).isEqualTo("missing");
    assertThat(steps.get(1).get("outputs").toString()).isEqualTo("[\"/incoming/feed.csv\"]");

    rig.announce("w", "feed", "Feed");
    JsonNode ready = rig.get("/api/v1/tasks/load/chain").get("steps").get(1);
    assertThat(ready.has("outputs")).as("of one that can be made").isFalse();
  }

  @Test
  void aCycleEndsTheChain() throws Exception {
    rig.announce("w", "a", "A", "b");
    rig.announce("w", "b", "B", "a");
    JsonNode chain = rig.get("/api/v1/tasks/a/chain");
    assertThat(chain.get("steps").findValuesAsString("id")).containsExactly("a");
    assertThat(chain.get("steps").get(0).get("why").get("reason").asString()).isEqualTo("cycle");
  }

  @Test
  void aLogIsReadInPartsAndFromItsEnd() throws Exception {
    WorkerProtocol protocol = new WorkerProtocol(rig.state, new AttemptLogs(Rig.LOGS, 1 << 20));
    String task = "logged-" + System.nanoTime();
    rig.announce("w", task, "Logged");
    int attempt = rig.claim("w").lease().attempt();
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    WorkerCodec.write(
        new WorkerRequest(
            "w",
            "",
            1,
            Duration.ZERO,
            List.of(new WorkerCommand.Log(task, attempt, 0, "first\nsecond ä\n"))),
        request);
    protocol.handle(
        new ByteArrayInputStream(request.toByteArray()), OutputStream.nullOutputStream());
    String path = "/api/v1/tasks/" + task + "/attempts/" + attempt + "/log";
    Wire.Answer whole = rig.wire.get(path).send();
    assertThat(whole.body()).isEqualTo("first\nsecond ä\n");
    assertThat(whole.header("Stillson-Length")).contains("16");
    Wire.Answer part = rig.wire.get(path + "?offset=6&limit=3").send();
    assertThat(part.body()).isEqualTo("sec");
    assertThat(part.header("Stillson-Next")).contains("9");
    assertThat(rig.wire.get(path + "?offset=-3").send().body()).isEqualTo("ä\n");
    assertThat(rig.wire.get("/api/v1/tasks/" + task + "/attempts/9/log").send().body()).isEmpty();
    assertThat(rig.wire.get("/api/v1/tasks/x/attempts/0/log").send().status()).isEqualTo(400);
    assertThat(rig.wire.get(path + "?offset=x").send().status()).isEqualTo(400);
    Wire.Answer file = rig.wire.get(path + "/whole").send();
    assertThat(file.body()).isEqualTo("first\nsecond ä\n");
    assertThat(file.header("Content-Disposition").orElseThrow()).startsWith("attachment;");
    JsonNode found = rig.get(path + "/search?text=D+%C3%84").get("lines");
    assertThat(found.findValuesAsString("text")).containsExactly("second ä");
    assertThat(found.get(0).get("offset").asLong()).isEqualTo(6);
    assertThat(rig.get(path + "/search?text=first&offset=6").get("lines").isEmpty()).isTrue();
    for (String wrong : List.of("", "?text=", "?text=a&offset=-1", "?text=" + "a".repeat(201))) {
      assertThat(rig.wire.get(path + "/search" + wrong).send().status()).as(wrong).isEqualTo(400);
    }
  }

  @Test
  void aResourceSaysWhoHoldsItAndWhoWaits() throws Exception {
    for (String id : List.of("one", "two")) {
      rig.state.apply(
          new Command.Announce(
              "w",
              List.of(
                  new Announcement(
                      id,
                      "Load",
                      Parameters.NONE,
                      List.of(),
                      List.of(),
                      Presence.PENDING,
                      0,
                      Terms.PLAIN.withDemand(Demand.of("db", 1))))));
    }
    String first = rig.claim("w").lease().taskId();
    JsonNode db = rig.get("/api/v1/resources/db");
    assertThat(db.get("holders").findValuesAsString("id")).containsExactly(first);
    assertThat(db.get("holders").get(0).get("amount").asInt()).isEqualTo(1);
    assertThat(db.get("waiting").asInt()).isEqualTo(1);
    assertThat(db.get("waitingTasks").findValuesAsString("id")).hasSize(1).doesNotContain(first);
    assertThat(rig.wire.get("/api/v1/resources/none").send().status()).isEqualTo(404);
  }

  @Test
  void workersOfOtherCodeAreTold() throws Exception {
    assertThat(rig.get("/api/v1/workers").get("codeMismatches").get(0).asString())
        .isEqualTo("Family A was announced by other code");
  }
}
