package dev.stillson.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Assistance;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.FamilyForm;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.WorkerMessage;
import dev.stillson.core.scheduler.WorkerProfile;
import dev.stillson.protocol.worker.WorkerCodec;
import dev.stillson.protocol.worker.WorkerCommand;
import dev.stillson.protocol.worker.WorkerRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private int heard;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private static FamilyForm.Field field(String name) {
    return new FamilyForm.Field(name, "a text", "x", true, Optional.empty(), "", List.of(), false);
  }

  private void register() {
    FamilyForm form = new FamilyForm("Load", List.of(field("day"), field("lang")));
    rig.state.apply(
        new Command.RegisterWorker(
            "w",
            WorkerProfile.of("build7", 2)
                .withAssistance(new Assistance.Families(Set.of("Load")))
                .withForms(List.of(form))));
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

  /** Waits for the next that the worker is asked to start. */
  private WorkerMessage.Start wish() {
    while (true) {
      List<WorkerMessage> messages = messages();
      if (messages.size() > heard) {
        return (WorkerMessage.Start) messages.get(heard++);
      }
      Thread.onSpinWait();
    }
  }

  private List<WorkerMessage> messages() {
    return rig.state.look(state -> state.worker("w").orElseThrow().messages());
  }

  private void answer(WorkerMessage.Start wish, WorkerCommand answer) throws Exception {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    WorkerCodec.write(
        new WorkerRequest(wish.submission(), "", 1, Duration.ZERO, List.of(answer)), request);
    rig.workers.handle(
        new ByteArrayInputStream(request.toByteArray()), OutputStream.nullOutputStream());
  }

  /** Does what is asked for next; returns the id of the task. */
  private String begin() throws Exception {
    WorkerMessage.Start wish = wish();
    String id = "Load_" + wish.parameters().get("day");
    rig.state.apply(new Command.RegisterWorker(wish.submission(), WorkerProfile.of("build7", 1)));
    rig.state.apply(
        new Command.Announce(
            wish.submission(), List.of(Announcement.pending(id, "Load", List.of()))));
    answer(wish, new WorkerCommand.Started(id, 1, 0));
    return id;
  }

  private void mark(String id, Command<?> command) {
    rig.state.apply(command);
    Optional<Status> now = rig.state.look(state -> state.status(id));
    assertThat(now).isPresent();
  }

  @Test
  void soManyAreUnderWayAsAreWantedUntilAllHaveEnded() throws Exception {
    register();
    JsonNode begun = post("", ORDER);
    assertThat(begun.get("condition").asString()).isEqualTo("running");
    String first = begin();
    String second = begin();
    assertThat(List.of(first, second)).isEqualTo(List.of("Load_1", "Load_2"));
    JsonNode now = when(one -> one.get("started").asInt() == 2);
    assertThat(now.get("ended").asInt()).isZero();
    assertThat(now.get("values").asInt()).isEqualTo(4);
    assertThat(now.toString()).doesNotContain("secret");
    assertThat(messages()).hasSize(2);
    mark(second, new Command.MarkDone(second));
    assertThat(begin()).isEqualTo("Load_3");
    mark(first, new Command.Disable(first));
    assertThat(begin()).isEqualTo("Load_4");
    mark("Load_3", new Command.MarkDone("Load_3"));
    mark("Load_4", new Command.MarkDone("Load_4"));
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
    register();
    String id = post("", ORDER.replace("\"limit\": 2", "\"limit\": 1")).get("id").asString();
    String first = begin();
    when(one -> one.get("started").asInt() == 1);
    assertThat(post("/" + id + "/pause", "{}").get("condition").asString()).isEqualTo("paused");
    mark(first, new Command.MarkDone(first));
    when(one -> one.get("ended").asInt() == 1);
    assertThat(messages()).hasSize(1);
    post("/" + id + "/resume", "{}");
    begin();
    when(one -> one.get("started").asInt() == 2);
    assertThat(post("/" + id + "/stop", "{}").get("condition").asString()).isEqualTo("stopped");
    assertThat(post("/" + id + "/resume", "{}").get("condition").asString()).isEqualTo("stopped");
    assertThat(rig.wire.post("/api/v1/backfills/x/stop").json("{}").send().status()).isEqualTo(404);
  }

  @Test
  void whatAWorkerRefusesIsToldAndTheOthersAreStarted() throws Exception {
    register();
    post("", ORDER);
    answer(wish(), new WorkerCommand.Decline("1 is a holiday"));
    begin();
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
    register();
    begin();
    when(one -> one.get("started").asInt() == 1);
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
