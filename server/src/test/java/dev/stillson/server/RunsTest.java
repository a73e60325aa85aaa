package dev.stillson.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Assignment;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Outcome;
import dev.stillson.core.scheduler.Parameters;
import dev.stillson.core.scheduler.Presence;
import dev.stillson.core.scheduler.Terms;
import dev.stillson.core.scheduler.WorkerProfile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is told of invocations. */
class RunsTest {
  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private void register(String worker, String root) {
    rig.state.apply(
        new Command.RegisterWorker(
            worker,
            WorkerProfile.of("build7", 2)
                .withInfo(Map.of("kind", "run", "roots", root, "user", "ann", "code", "9c1e"))));
  }

  private void done(String worker) {
    Assignment given = rig.claim(worker);
    rig.state.apply(
        new Command.Report(worker, given.taskId(), given.lease().attempt(), Outcome.DONE));
  }

  private void foundDone(String worker, String id) {
    rig.state.apply(
        new Command.Announce(
            worker,
            List.of(
                new Announcement(
                    id,
                    "Load",
                    Parameters.NONE,
                    List.of(),
                    List.of(),
                    Presence.DONE,
                    0,
                    Terms.PLAIN))));
  }

  @Test
  void aRunIsKnownFromItsFirstTaskToLongAfterItsEnd() throws Exception {
    register("w", "top");
    foundDone("w", "old");
    rig.announce("w", "low", "Load", "old");
    rig.announce("w", "top", "Report", "low");
    rig.move(Duration.ofSeconds(5));
    done("w");
    JsonNode open = rig.get("/api/v1/runs").get("runs").get(0);
    assertThat(open.get("status").asString()).isEqualTo("running");
    assertThat(open.get("counts").toString())
        .isEqualTo(
            "{\"total\":3,\"done\":1,\"doneBefore\":1,\"failed\":0,\"running\":0,\"notRun\":1}");
    assertThat(open.has("ended")).isFalse();
    rig.fail("w", "top", rig.claim("w").lease().attempt(), "no");
    rig.move(Duration.ofSeconds(5));
    rig.state.apply(new Command.Forget("w"));
    JsonNode ended = rig.get("/api/v1/runs/" + open.get("id").asString());
    assertThat(ended.get("id")).isEqualTo(open.get("id"));
    assertThat(ended.get("status").asString()).isEqualTo("failed");
    assertThat(ended.get("kind").asString()).isEqualTo("run");
    assertThat(ended.get("roots").toString()).isEqualTo("[\"top\"]");
    assertThat(ended.get("family").asString()).isEqualTo("Report");
    assertThat(ended.get("user").asString()).isEqualTo("ann");
    assertThat(ended.get("host").asString()).isEqualTo("build7");
    assertThat(ended.get("code").asString()).isEqualTo("9c1e");
    assertThat(ended.get("started").asString()).isEqualTo(Rig.START.toString());
    assertThat(ended.get("ended").asString()).isEqualTo(Rig.START.plusSeconds(10).toString());
    assertThat(ended.get("counts").get("failed").asInt()).isEqualTo(1);
    assertThat(rig.get("/api/v1/runs/w").get("id")).isEqualTo(open.get("id"));
  }

  @Test
  void whoOnlyHelpsOrNeverAnnouncedIsNoRun() throws Exception {
    register("idle", "");
    assertThat(rig.get("/api/v1/runs").get("runs")).isEmpty();
    rig.state.apply(new Command.Forget("idle"));
    assertThat(rig.get("/api/v1/runs").get("runs")).isEmpty();
    assertThat(rig.wire.get("/api/v1/runs/idle").send().status()).isEqualTo(404);
  }

  @Test
  void aWorkerOfTheSameNameIsAnotherRun() throws Exception {
    register("w", "a");
    rig.announce("w", "a", "Load");
    done("w");
    rig.state.apply(new Command.Forget("w"));
    rig.move(Duration.ofHours(1));
    register("w", "a");
    foundDone("w", "a");
    JsonNode runs = rig.get("/api/v1/runs").get("runs");
    assertThat(runs.findValuesAsString("status")).containsExactly("running", "done");
    assertThat(runs.get(0).get("id")).isNotEqualTo(runs.get(1).get("id"));
    // What was done before it began is not its doing.
    assertThat(runs.get(0).get("counts").get("doneBefore").asInt()).isEqualTo(1);
    assertThat(runs.get(1).get("counts").get("done").asInt()).isEqualTo(1);
  }

  @Test
  void aSilentRunIsLostAndEndsWhenItWasLastHeardOf() throws Exception {
    register("w", "a");
    rig.announce("w", "a", "Load");
    rig.claim("w");
    rig.move(Duration.ofMinutes(5));
    rig.state.apply(new Command.Prune());
    JsonNode run = rig.get("/api/v1/runs").get("runs").get(0);
    assertThat(run.get("status").asString()).isEqualTo("lost");
    assertThat(run.get("ended").asString()).isEqualTo(Rig.START.toString());
    // The attempt that got lost with it is on its timeline.
    JsonNode columns = rig.get("/api/v1/runs/w/tasks").get("columns");
    assertThat(columns.get("ending").toString()).isEqualTo("[\"lost\"]");
  }

  @Test
  void runsAreFilteredAndPagedWithoutALossAtTheSeam() throws Exception {
    for (int i = 0; i < 7; i++) {
      register("w" + i, "root" + i);
      rig.announce("w" + i, "root" + i, i % 2 == 0 ? "Even" : "Odd");
      if (i < 4) {
        rig.fail("w" + i, "root" + i, rig.claim("w" + i).lease().attempt(), "no");
        rig.state.apply(new Command.Forget("w" + i));
      }
    }
    StringBuilder seen = new StringBuilder();
    String next = "";
    int pages = 0;
    do {
      JsonNode page = rig.get("/api/v1/runs?limit=2&after=" + next);
      page.get("runs").forEach(run -> seen.append(run.get("worker").asString()).append(' '));
      next = page.path("next").asString("");
      pages++;
    } while (!next.isEmpty());
    assertThat(seen.toString()).isEqualTo("w6 w5 w4 w3 w2 w1 w0 ");
    assertThat(pages).isLessThanOrEqualTo(5);
    assertThat(rig.get("/api/v1/runs?family=Odd&status=failed").findValuesAsString("worker"))
        .containsExactly("w3", "w1");
    assertThat(rig.get("/api/v1/runs?root=root5").findValuesAsString("worker"))
        .containsExactly("w5");
    assertThat(rig.get("/api/v1/runs?text=ROOT2").findValuesAsString("worker"))
        .containsExactly("w2");
    assertThat(rig.get("/api/v1/runs?user=bob").get("runs")).isEmpty();
    assertThat(rig.wire.get("/api/v1/runs?status=odd").send().status()).isEqualTo(400);
    assertThat(rig.wire.get("/api/v1/runs?after=x").send().status()).isEqualTo(400);
    assertThat(rig.wire.get("/api/v1/runs?after=wx").send().status()).isEqualTo(400);
  }

  @Test
  void theTimelineHasWhatOthersRanForTheRunAndWhatGoesOn() throws Exception {
    register("w", "top");
    rig.announce("w", "low", "Load");
    rig.announce("w", "top", "Report", "low");
    rig.announce("other", "low", "Load");
    rig.move(Duration.ofMillis(1_500));
    Assignment given = rig.claim("other");
    rig.move(Duration.ofSeconds(2));
    rig.state.apply(
        new Command.Report("other", given.taskId(), given.lease().attempt(), Outcome.DONE));
    rig.claim("w");
    JsonNode timeline = rig.get("/api/v1/runs/w/tasks");
    assertThat(timeline.get("from").asString()).isEqualTo(Rig.START.toString());
    assertThat(timeline.get("families").toString()).isEqualTo("[\"Load\",\"Report\"]");
    assertThat(timeline.get("workers").toString()).isEqualTo("[\"other\",\"w\"]");
    assertThat(timeline.get("columns").toString())
        .isEqualTo(
            "{\"task\":[\"low\",\"top\"],\"family\":[0,1],\"worker\":[0,1],\"attempt\":[1,1],"
                + "\"start\":[1500,3500],\"end\":[3500,null],\"ending\":[\"done\",\"running\"]}");
    assertThat(timeline.has("next")).isFalse();
    JsonNode first = rig.get("/api/v1/runs/w/tasks?limit=1");
    JsonNode second = rig.get("/api/v1/runs/w/tasks?limit=1&after=" + first.get("next").asString());
    assertThat(first.get("columns").get("task").toString()).isEqualTo("[\"low\",\"top\"]");
    assertThat(second.get("columns").get("task")).isEmpty();
  }

  @Test
  void whatDependsOnAnInvalidTaskIsMadeAnewInTheSameOrder() throws Exception {
    rig.announce("w", "a", "Load");
    rig.announce("w", "b", "Report", "a");
    rig.announce("w", "c", "Report", "b", "a");
    rig.announce("w", "aside", "Report");
    for (int i = 0; i < 4; i++) {
      done("w");
    }
    String path = "/api/v1/tasks/a/invalidate";
    JsonNode dry = post(path, "{\"downstream\":true,\"dryRun\":true}", 200);
    assertThat(dry.get("tasks").toString()).isEqualTo("[\"a\",\"b\",\"c\"]");
    assertThat(dry.get("changed").asInt()).isZero();
    assertThat(rig.get("/api/v1/counts").get("counts").toString()).isEqualTo("{\"done\":4}");
    assertThat(post(path, "{\"downstream\":true,\"deleteOutputs\":true}", 409).toString())
        .contains("no_worker", "Load, Report");
    assertThat(post(path, "{\"downstream\":true}", 200).get("changed").asInt()).isEqualTo(3);
    assertThat(rig.claim("w").taskId()).isEqualTo("a");
    assertThat(rig.state.apply(new Command.Claim("w", 9)).assignments()).isEmpty();
    JsonNode again = post(path, "{\"downstream\":true}", 200);
    assertThat(again.get("running").toString()).isEqualTo("[\"a\"]");
    assertThat(again.get("changed").asInt()).isZero();
    assertThat(rig.state.audit.getLast().action()).isEqualTo("invalidate");
    assertThat(post("/api/v1/tasks/aside/invalidate", "{}", 200).get("changed").asInt())
        .isEqualTo(1);
    post("/api/v1/tasks/none/invalidate", "{}", 404);
  }

  private JsonNode post(String path, String body, int status) throws Exception {
    Wire.Answer answer = rig.wire.request("POST", path).json(body).send();
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    return answer.json();
  }

  /** Runs one task of each family for so many seconds. */
  private void teach(String family, int seconds) {
    rig.announce("teacher", family + "-before", family);
    rig.claim("teacher");
    rig.move(Duration.ofSeconds(seconds));
    rig.state.apply(new Command.Report("teacher", family + "-before", 1, Outcome.DONE));
  }

  @Test
  void theEndOfARunIsEstimatedFromItsLongestChainAndTheSlots() throws Exception {
    teach("Load", 100);
    teach("Report", 10);
    rig.state.apply(new Command.Forget("teacher"));
    register("w", "top");
    rig.announce("w", "low", "Load");
    rig.announce("w", "top", "Report", "low");
    rig.announce("w", "aside", "Report");
    JsonNode run = rig.get("/api/v1/runs/w");
    assertThat(run.get("criticalPath").findValuesAsString("task")).containsExactly("low", "top");
    assertThat(run.get("estimate").get("tasks").asInt()).isEqualTo(3);
    assertThat(run.get("estimate").get("slots").asInt()).isEqualTo(2);
    assertThat(run.get("estimate").has("unknown")).isFalse();
    assertThat(run.get("estimate").get("seconds").asDouble()).isEqualTo(110);
    assertThat(run.get("criticalPath").get(1).get("seconds").asDouble()).isEqualTo(10);
    rig.claim("w");
    JsonNode task = rig.get("/api/v1/tasks/low");
    assertThat(task.get("expected").asDouble()).isEqualTo(100);
    assertThat(rig.get("/api/v1/tasks?id=low").get("tasks").get(0).get("expected").asDouble())
        .isEqualTo(100);
    JsonNode families = rig.get("/api/v1/families").get("families");
    assertThat(families.findValuesAsString("expected")).containsExactly("100.0", "10.0");
    assertThat(families.findValues("lately")).isNotEmpty();
    assertThat(families.get(0).get("lately").get("failed").asInt()).isZero();
  }

  @Test
  void anEstimateSaysWhatIsUnknownInsteadOfGuessing() throws Exception {
    register("w", "top");
    rig.announce("w", "top", "New");
    JsonNode estimate = rig.get("/api/v1/runs/w").get("estimate");
    assertThat(estimate.has("seconds")).isFalse();
    assertThat(estimate.get("unknown").asString()).contains("New");
    rig.fail("w", "top", rig.claim("w").lease().attempt(), "no");
    assertThat(rig.get("/api/v1/runs/w").get("estimate").get("unknown").asString())
        .isEqualTo("No open task will get done by itself.");
    assertThat(rig.get("/api/v1/tasks/top").has("expected")).isFalse();
  }

  @Test
  void thePathThatHeldAPastRunUpIsToldFromItsAttempts() throws Exception {
    register("w", "top");
    rig.announce("w", "slow", "Load");
    rig.announce("w", "quick", "Load");
    rig.announce("w", "top", "Report", "quick", "slow");
    Assignment slow = rig.claim("w");
    Assignment quick = rig.claim("w");
    rig.move(Duration.ofSeconds(1));
    rig.state.apply(new Command.Report("w", quick.taskId(), quick.lease().attempt(), Outcome.DONE));
    rig.move(Duration.ofSeconds(8));
    rig.state.apply(new Command.Report("w", slow.taskId(), slow.lease().attempt(), Outcome.DONE));
    done("w");
    rig.state.apply(new Command.Forget("w"));
    // Long after the scheduler has forgotten the tasks.
    rig.move(Duration.ofDays(1));
    rig.state.apply(new Command.Prune());
    rig.move(Duration.ofDays(1));
    rig.state.apply(new Command.Prune());
    JsonNode path = rig.get("/api/v1/runs/w").get("criticalPath");
    assertThat(path.findValuesAsString("task")).containsExactly(slow.taskId(), "top");
    assertThat(path.get(0).get("seconds").asDouble()).isEqualTo(9);
  }

  @Test
  void throughputCountsWhatEndedInStretchesUpToNow() throws Exception {
    JsonNode empty = rig.get("/api/v1/throughput");
    assertThat(empty.get("bucketSeconds").asInt()).isEqualTo(300);
    assertThat(empty.get("done")).hasSize(72);
    assertThat(empty.get("failed")).hasSize(72);
    JsonNode month = rig.get("/api/v1/throughput?hours=744");
    assertThat(month.get("done").size()).isBetween(150, 300);
    assertThat(rig.wire.get("/api/v1/throughput?hours=0").send().status()).isEqualTo(400);
  }

  @Test
  void throughputTellsHowManyTasksWaitedSinceTheServerRuns() throws Exception {
    rig.announce("w", "a", "A");
    rig.announce("w", "b", "A", "a");
    rig.announce("w", "c", "A", "a");
    rig.claim("w");
    assertThat(rig.get("/api/v1/throughput").get("pending")).hasSize(72).allMatch(JsonNode::isNull);
    rig.server.tend();
    rig.announce("w", "too soon", "A");
    rig.server.tend();
    JsonNode answer = rig.get("/api/v1/throughput");
    assertThat(answer.get("pending").valueStream().filter(JsonNode::isNumber))
        .singleElement()
        .satisfies(pending -> assertThat(pending.asInt()).isEqualTo(2));
    assertThat(answer.get("running").valueStream().filter(JsonNode::isNumber))
        .singleElement()
        .satisfies(running -> assertThat(running.asInt()).isEqualTo(1));
  }
}
