package dev.stillson.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Assistance;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.FamilyForm;
import dev.stillson.core.scheduler.Parameters;
import dev.stillson.core.scheduler.Presence;
import dev.stillson.core.scheduler.Terms;
import dev.stillson.core.scheduler.WorkerMessage;
import dev.stillson.core.scheduler.WorkerProfile;
import dev.stillson.protocol.worker.StartPlan;
import dev.stillson.protocol.worker.WorkerCodec;
import dev.stillson.protocol.worker.WorkerCommand;
import dev.stillson.protocol.worker.WorkerRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** People start tasks by family and parameters, on workers that know the family. */
@Timeout(60)
class SubmissionTest {
  private static final String WISH =
      "{\"family\": \"Load\", \"parameters\": {\"day\": \"2026-11-21\"}}";

  private static final String DRY =
      "{\"family\": \"Load\", \"parameters\": {\"day\": \"2026-11-21\"}, \"dryRun\": true}";

  private Rig rig;

  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private void register(String worker) {
    register(worker, Map.of("understands", "plan"));
  }

  private void register(String worker, Map<String, String> info) {
    FamilyForm form =
        new FamilyForm(
            "Load",
            "Loads a day.",
            List.of("data@example.com", "ann"),
            List.of(
                new FamilyForm.Field(
                    "day",
                    "a date",
                    "2026-11-21",
                    true,
                    Optional.empty(),
                    "The day of the sales.",
                    List.of(),
                    false),
                new FamilyForm.Field(
                    "lang",
                    "a Language",
                    "EN",
                    false,
                    Optional.of("EN"),
                    "",
                    List.of("EN", "DE"),
                    false)));
    rig.state.apply(
        new Command.RegisterWorker(
            worker,
            WorkerProfile.of("build7", 2)
                .withAssistance(new Assistance.Families(Set.of("Load")))
                .withForms(List.of(form))
                .withInfo(info)));
  }

  private Wire.Answer post(String body) throws Exception {
    return rig.wire.post("/api/v1/submissions").json(body).send();
  }

  /** Waits for what {@code worker} is asked to start. */
  private WorkerMessage.Start wish(String worker) throws InterruptedException {
    while (true) {
      List<WorkerMessage> messages =
          rig.state.look(state -> state.worker(worker).orElseThrow().messages());
      if (!messages.isEmpty()) {
        return (WorkerMessage.Start) messages.getLast();
      }
      Thread.onSpinWait();
    }
  }

  private void answer(WorkerMessage.Start wish, WorkerCommand answer) throws Exception {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    WorkerCodec.write(
        new WorkerRequest(wish.submission(), "", 1, Duration.ZERO, List.of(answer)), request);
    rig.workers.handle(
        new ByteArrayInputStream(request.toByteArray()), OutputStream.nullOutputStream());
  }

  @Test
  void aWorkerThatKnowsTheFamilyIsAskedAndItsAnswerTold() throws Exception {
    register("w");
    try (Socket socket = rig.wire.post("/api/v1/submissions").json(WISH).open()) {
      WorkerMessage.Start wish = wish("w");
      assertThat(wish.family()).isEqualTo("Load");
      assertThat(wish.parameters()).isEqualTo(Map.of("day", "2026-11-21"));
      answer(wish, new WorkerCommand.Started("Load_1", 3, 2));
      Wire.Answer answer = Wire.answer(socket.getInputStream(), false);
      assertThat(answer.status()).as(answer.body()).isEqualTo(201);
      assertThat(answer.json())
          .isEqualTo(
              Wire.json(
                  "{\"submission\":\""
                      + wish.submission()
                      + "\",\"task\":\"Load_1\",\"worker\":\"w\",\"toRun\":3,\"done\":2}"));
    }
    assertThat(rig.state.audit).anyMatch(entry -> entry.action().equals("submit"));
  }

  @Test
  void aPlanIsToldAndIsNoAction() throws Exception {
    register("w");
    try (Socket socket = rig.wire.post("/api/v1/submissions").json(DRY).open()) {
      WorkerMessage.Start wish = wish("w");
      assertThat(wish.dry()).isTrue();
      assertThat(wish.parameters()).isEqualTo(Map.of("day", "2026-11-21"));
      List<StartPlan.Task> many =
          Collections.nCopies(120, new StartPlan.Task("Load_1", "Load", "Load(day=2026-11-21)"));
      answer(
          wish,
          new WorkerCommand.Planned(
              new StartPlan(
                  "Load_1",
                  120,
                  2,
                  1,
                  List.of(new StartPlan.Share("Load", 120, 2)),
                  many,
                  List.of(new StartPlan.Task("Drop_1", "Drop", "Drop()")))));
      Wire.Answer answer = Wire.answer(socket.getInputStream(), false);
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      JsonNode plan = answer.json();
      assertThat(plan.get("first")).hasSize(100);
      assertThat(plan.get("first").get(0))
          .isEqualTo(
              Wire.json(
                  "{\"id\":\"Load_1\",\"family\":\"Load\",\"name\":\"Load(day=2026-11-21)\"}"));
      assertThat(((ObjectNode) plan).without("first"))
          .isEqualTo(
              Wire.json(
                  """
                  {"task": "Load_1", "worker": "w", "toRun": 120, "done": 2, "stuck": 1,
                   "families": [{"family": "Load", "toRun": 120, "done": 2}],
                   "obstacles": [{"id": "Drop_1", "family": "Drop", "name": "Drop()"}]}
                  """));
    }
    assertThat(rig.state.audit).isEmpty();
  }

  @Test
  void noWorkerIsAskedForAPlanThatMightStartInstead() throws Exception {
    register("old", Map.of());
    Wire.Answer answer = post(DRY);
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body()).contains("no_planner").contains("The worker old").contains("release");
    List<WorkerMessage> messages =
        rig.state.look(state -> state.worker("old").orElseThrow().messages());
    assertThat(messages).isEmpty();
    register("new");
    try (Socket socket = rig.wire.post("/api/v1/submissions").json(DRY).open()) {
      answer(wish("new"), new WorkerCommand.Started("Load_1", 3, 2));
      assertThat(Wire.answer(socket.getInputStream(), false).body())
          .contains("refused")
          .contains("The worker new");
    }
  }

  @Test
  void whatTheWorkerRefusesIsToldWithItsReason() throws Exception {
    register("w");
    try (Socket socket = rig.wire.post("/api/v1/submissions").json(WISH).open()) {
      answer(wish("w"), new WorkerCommand.Decline("The day is a holiday"));
      Wire.Answer answer = Wire.answer(socket.getInputStream(), false);
      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.body()).contains("refused").contains("The day is a holiday");
    }
  }

  @Test
  void whereNoWorkerKnowsTheFamilyThatIsSaid() throws Exception {
    assertThat(post(WISH).status()).isEqualTo(409);
    assertThat(post(WISH).body()).contains("no_worker").contains("Load");
    register("w");
    rig.state.apply(new Command.DisableWorker("w"));
    assertThat(post(WISH).body()).contains("no_worker");
  }

  @Test
  void aWorkerThatDoesNotAnswerIsNamedAndItsLateAnswerIsHarmless() throws Exception {
    rig.close();
    rig = new Rig(Duration.ofMillis(50));
    register("w");
    Wire.Answer answer = post(WISH);
    assertThat(answer.status()).isEqualTo(504);
    assertThat(answer.body()).contains("no_answer").contains("The worker w").contains("runs");
    answer(wish("w"), new WorkerCommand.Started("Load_1", 3, 2));
    assertThat(post(WISH).status()).isEqualTo(504);
  }

  @Test
  void whatMakesNoSenseReachesNoWorker() throws Exception {
    register("w");
    assertThat(post("{}").status()).isEqualTo(400);
    assertThat(post("{\"family\": \"Load\", \"parameters\": {\"day\": 7}}").status())
        .isEqualTo(400);
    // A private parameter is none that is told.
    Wire.Answer unknown = post("{\"family\": \"Load\", \"parameters\": {\"password\": \"x\"}}");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.body()).contains("password").contains("day, lang");
    List<WorkerMessage> messages =
        rig.state.look(state -> state.worker("w").orElseThrow().messages());
    assertThat(messages).isEmpty();
  }

  @Test
  void longWordsAboutAFamilyAreCut() throws Exception {
    FamilyForm form =
        new FamilyForm(
            "Load", "x".repeat(5_000), Collections.nCopies(50, "y".repeat(500)), List.of());
    rig.state.apply(
        new Command.RegisterWorker("w", WorkerProfile.of("build7", 1).withForms(List.of(form))));
    for (JsonNode told :
        List.of(
            rig.get("/api/v1/families").get("families").get(0), rig.get("/api/v1/families/Load"))) {
      assertThat(told.get("help").asString()).endsWith("xx… (3000 characters more)");
      assertThat(told.get("owners")).hasSize(20);
      assertThat(told.get("owners").get(0).asString()).endsWith("yy… (300 characters more)");
    }
  }

  @Test
  void familiesAreThoseWithTasksAndThoseThatWorkersTellOf() throws Exception {
    rig.announce("other", "r", "Report");
    register("w");
    JsonNode families = rig.get("/api/v1/families").get("families");
    assertThat(families.toString())
        .isEqualTo(
            "[{\"family\":\"Load\",\"counts\":{},\"startable\":true,"
                + "\"help\":\"Loads a day.\",\"owners\":[\"data@example.com\",\"ann\"]},"
                + "{\"family\":\"Report\",\"counts\":{\"pending\":1},\"startable\":false}]");
    JsonNode load = rig.get("/api/v1/families/Load");
    assertThat(load.get("workers").toString()).isEqualTo("[\"w\"]");
    assertThat(load.get("help").asString()).isEqualTo("Loads a day.");
    assertThat(load.get("owners").toString()).isEqualTo("[\"data@example.com\",\"ann\"]");
    assertThat(load.get("parameters").findValuesAsString("name")).containsExactly("day", "lang");
    assertThat(load.get("parameters").get(1))
        .isEqualTo(
            Wire.json(
                """
                {"name": "lang", "form": "a Language", "example": "EN", "required": false,
                 "default": "EN", "help": "", "choices": ["EN", "DE"], "hidden": false}
                """));
    JsonNode report = rig.get("/api/v1/families/Report");
    assertThat(report.get("startable").asBoolean()).isFalse();
    assertThat(report.has("parameters")).isFalse();
    assertThat(report.has("help")).isFalse();
    assertThat(report.has("owners")).isFalse();
    assertThat(rig.wire.get("/api/v1/families/None").send().status()).isEqualTo(404);
  }

  @Test
  void aTaskThatNoWorkerHasTheLabelsForSaysSo() throws Exception {
    register("w");
    rig.state.apply(
        new Command.Announce(
            "w",
            List.of(
                new Announcement(
                    "t",
                    "Load",
                    Parameters.NONE,
                    List.of(),
                    List.of(),
                    Presence.PENDING,
                    0,
                    Terms.PLAIN.withLabels(Map.of("gpu", "yes"))))));
    JsonNode why = rig.get("/api/v1/tasks/t").get("why");
    assertThat(why.get("reason").asString()).isEqualTo("incapable");
    assertThat(why.get("labels").toString()).isEqualTo("{\"gpu\":\"yes\"}");
  }
}
