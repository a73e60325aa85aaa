package dev.stillson.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.core.scheduler.Command;
import dev.stillson.protocol.worker.WorkerCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Many tasks of a family, a few at a time. */
@Timeout(60)
class BackfillTest {
  private static final String ORDER =
      """
      {"family": "Load", "parameter": "day", "values": ["1", "2", "3", "4"], "limit": 2,
       "parameters": {"lang": "secret"}}
      """;

  private final JsonMapper mapper = new JsonMapper();
  private Rig rig;
  private Loader loader;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
    loader = new Loader(rig.state, rig.workers, 0);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private JsonNode post(String path, String body) throws Exception {
    Wire.Answer answer = rig.wire.post("/api/v1/backfills" + path).json(body).send();
    assertThat(answer.status()).as(answer.body()).isBetween(200, 201);
    return mapper.readTree(answer.bytes());
  }

  /** The one backfill, once it is as wanted. */
  private JsonNode when(Predicate<JsonNode> wanted) throws Exception {
    while (true) {
      Wire.Answer answer = rig.wire.get("/api/v1/backfills").send();
      JsonNode all = mapper.readTree(answer.bytes()).get("backfills");
      if (all.size() == 1 && wanted.test(all.get(0))) {
        return all.get(0);
      }
      Thread.onSpinWait();
    }
  }

  @Test
  void soManyAreUnderWayAsAreWantedUntilAllHaveEnded() throws Exception {
    loader.register();
    JsonNode begun = post("", ORDER);
    assertThat(begun.get("condition").asString()).isEqualTo("running");
    String first = loader.begin();
    String second = loader.begin();
    assertThat(List.of(first, second)).isEqualTo(List.of("Load_1", "Load_2"));
    JsonNode now = when(one -> one.get("started").asInt() == 2);
    assertThat(now.get("ended").asInt()).isZero();
    assertThat(now.get("values").asInt()).isEqualTo(4);
    assertThat(now.toString()).doesNotContain("secret");
    assertThat(loader.messages()).hasSize(2);
    loader.done(second);
    assertThat(loader.begin()).isEqualTo("Load_3");
    rig.state.apply(new Command.Disable(first));
    assertThat(loader.begin()).isEqualTo("Load_4");
    loader.done("Load_3");
    loader.done("Load_4");
    JsonNode end = when(one -> one.get("condition").asString().equals("over"));
    assertThat(end.get("ended").asInt()).isEqualTo(4);
    assertThat(end.get("failed").asInt()).isEqualTo(1);
    assertThat(end.get("toRun").asInt()).isEqualTo(4);
    assertThat(rig.state.audit)
        .anyMatch(entry ->
            entry.action().equals("backfill") && entry.detail().startsWith("4 of day, 2 at once"));
  }

  @Test
  void itIsPausedResumedAndStopped() throws Exception {
    loader.register();
    String id = post("", ORDER.replace("\"limit\": 2", "\"limit\": 1")).get("id").asString();
    String first = loader.begin();
    when(one -> one.get("started").asInt() == 1);
    assertThat(post("/" + id + "/pause", "{}").get("condition").asString()).isEqualTo("paused");
    loader.done(first);
    when(one -> one.get("ended").asInt() == 1);
    assertThat(loader.messages()).hasSize(1);
    post("/" + id + "/resume", "{}");
    loader.begin();
    when(one -> one.get("started").asInt() == 2);
    assertThat(post("/" + id + "/stop", "{}").get("condition").asString()).isEqualTo("stopped");
    assertThat(post("/" + id + "/resume", "{}").get("condition").asString()).isEqualTo("stopped");
    assertThat(when(one -> true).has("endedAt")).isFalse();
    loader.done("Load_2");
    JsonNode end = when(one -> one.has("endedAt"));
    assertThat(end.get("ended").asInt()).isEqualTo(2);
    assertThat(end.get("condition").asString()).isEqualTo("stopped");
    assertThat(post("/" + id + "/resume", "{}").get("condition").asString()).isEqualTo("stopped");
    assertThat(rig.wire.post("/api/v1/backfills/x/stop").json("{}").send().status()).isEqualTo(404);
  }

  @Test
  void whatAWorkerRefusesIsToldAndTheOthersAreStarted() throws Exception {
    loader.register();
    post("", ORDER);
    loader.answer(loader.wish(), new WorkerCommand.Decline("1 is a holiday"));
    loader.begin();
    JsonNode now = when(one -> one.get("started").asInt() == 1);
    assertThat(now.get("refused").asInt()).isEqualTo(1);
    assertThat(now.get("refusals").toString())
        .isEqualTo("[{\"value\":\"1\",\"text\":\"1 is a holiday\"}]");
  }

  @Test
  void itWaitsForAWorkerThatKnowsTheFamily() throws Exception {
    post("", ORDER);
    JsonNode now = when(one -> one.has("waitsFor"));
    assertThat(now.get("waitsFor").asString()).contains("No worker is here");
    assertThat(now.get("refused").asInt()).isZero();
    loader.register();
    loader.begin();
    when(one -> one.get("started").asInt() == 1);
  }

  @Test
  void itGoesOnWhenTheStoreIsBack() throws Exception {
    loader.register();
    post("", ORDER);
    String first = loader.begin();
    loader.begin();
    when(one -> one.get("started").asInt() == 2);
    rig.state.trouble("The disk is full");
    when(one -> one.has("waitsFor"));
    assertThat(rig.wire.post("/api/v1/backfills").json(ORDER).send().status()).isEqualTo(503);
    rig.state.trouble("");
    loader.done(first);
    loader.begin();
    when(one -> one.get("started").asInt() == 3);
  }

  @Test
  void aValueIsRefusedOnlyWhenNobodyAnswersForItAgainAndAgain() throws Exception {
    rig.close();
    rig = new Rig(Duration.ofMillis(50));
    loader = new Loader(rig.state, rig.workers, 0);
    loader.register();
    post("", ORDER);
    List<String> asked = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      asked.add(String.valueOf(loader.wish().parameters().get("day")));
    }
    assertThat(asked).containsExactly("1", "1", "1", "2");
    JsonNode now = when(one -> one.get("refused").asInt() >= 1);
    assertThat(now.get("refusals").get(0).toString())
        .contains("\"1\"")
        .contains("has not answered in time");
  }

  @Test
  void thoseThatEndedAreShownInPages() throws Exception {
    loader.register();
    String one = ORDER.replace("[\"1\", \"2\", \"3\", \"4\"]", "[\"1\"]");
    for (int i = 0; i < 3; i++) {
      String id = post("", one).get("id").asString();
      loader.done(loader.begin());
      while (!rig.get("/api/v1/backfills?limit=1").get("backfills").get(0).has("endedAt")) {
        Thread.onSpinWait();
      }
      assertThat(rig.get("/api/v1/backfills").get("backfills").get(0).get("id").asString())
          .isEqualTo(id);
    }
    JsonNode page = rig.get("/api/v1/backfills?limit=2");
    assertThat(page.get("backfills").size()).isEqualTo(2);
    JsonNode rest = rig.get("/api/v1/backfills?limit=2&after=" + page.get("next").asString());
    assertThat(rest.get("backfills").size()).isEqualTo(1);
    assertThat(rest.has("next")).isFalse();
  }

  @Test
  void aParameterThatTheFamilyDoesNotTellIsRefusedBeforeItIsStored() throws Exception {
    loader.register();
    Wire.Answer answer =
        rig.wire.post("/api/v1/backfills").json(ORDER.replace("lang", "password")).send();
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("has no parameter 'password' to give");
    assertThat(rig.state.openBackfills()).isEmpty();
  }

  @Test
  void whatMakesNoSenseIsRefused() throws Exception {
    for (String body :
        List.of(
            "{}",
            ORDER.replace("[\"1\", \"2\", \"3\", \"4\"]", "[]"),
            ORDER.replace("\"limit\": 2", "\"limit\": 0"),
            ORDER.replace("\"parameter\": \"day\",", ""))) {
      assertThat(rig.wire.post("/api/v1/backfills").json(body).send().status())
          .as(body)
          .isEqualTo(400);
    }
  }
}
