package dev.stillson.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.core.scheduler.Assistance;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.FamilyForm;
import dev.stillson.core.scheduler.Outcome;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.WorkerMessage;
import dev.stillson.core.scheduler.WorkerProfile;
import dev.stillson.protocol.worker.ProtocolException;
import dev.stillson.protocol.worker.Reply;
import dev.stillson.protocol.worker.WorkerCodec;
import dev.stillson.protocol.worker.WorkerCommand;
import dev.stillson.protocol.worker.WorkerRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tasks are made anew, and what they made before is deleted by workers. */
@Timeout(60)
class DeletionTest {
  private static final String PATH = "/api/v1/tasks/a/invalidate";
  private static final String WISH = "{\"downstream\":true,\"deleteOutputs\":true}";

  private final JsonMapper mapper = new JsonMapper();
  private Rig rig;

  /** Task d needs b and c, which need a; all are done. */
  @BeforeEach
  void start() throws Exception {
    rig = new Rig();
    fill();
  }

  private void fill() {
    rig.announce("runner", "a", "Load");
    rig.announce("runner", "b", "Report", "a");
    rig.announce("runner", "c", "Report", "a");
    rig.announce("runner", "d", "Mail", "c", "b", "a");
    for (String id : List.of("a", "b", "c", "d")) {
      assertThat(rig.claim("runner").taskId()).isEqualTo(id);
      rig.state.apply(new Command.Report("runner", id, 1, Outcome.DONE));
    }
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private void register(String worker, String... families) {
    rig.state.apply(
        new Command.RegisterWorker(
            worker,
            WorkerProfile.of("build7", 2)
                .withAssistance(new Assistance.Families(Set.of(families)))
                .withForms(
                    Arrays.stream(families)
                        .map(family -> new FamilyForm(family, List.of()))
                        .toList())));
  }

  private WorkerMessage.Delete wish(String worker) {
    return wish(worker, 1);
  }

  /** Waits until {@code worker} was asked for {@code count} things; the last of them. */
  private WorkerMessage.Delete wish(String worker, int count) {
    while (true) {
      List<WorkerMessage> messages =
          rig.state.look(state -> state.worker(worker).orElseThrow().messages());
      if (messages.size() >= count) {
        return (WorkerMessage.Delete) messages.getLast();
      }
      Thread.onSpinWait();
    }
  }

  private static List<String> ids(WorkerMessage.Delete wish) {
    return wish.tasks().stream().map(WorkerMessage.Named::taskId).toList();
  }

  private Reply says(String order, WorkerCommand command) throws Exception {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    WorkerCodec.write(
        new WorkerRequest(order, "", 1, Duration.ofSeconds(20), List.of(command)), request);
    ByteArrayOutputStream reply = new ByteArrayOutputStream();
    rig.workers.handle(new ByteArrayInputStream(request.toByteArray()), reply);
    return WorkerCodec.response(new ByteArrayInputStream(reply.toByteArray())).replies().getFirst();
  }

  private Socket asks() throws Exception {
    return rig.wire.post(PATH).json(WISH).open();
  }

  private static Wire.Answer answer(Socket socket) throws Exception {
    return Wire.answer(socket.getInputStream(), false);
  }

  private List<Status> statuses() {
    return rig.state.look(state ->
        List.of("a", "b", "c", "d").stream().map(id -> state.status(id).orElseThrow()).toList());
  }

  @Test
  void dependantsAreDeletedFirstAndThenAllIsPending() throws Exception {
    register("w", "Load", "Report", "Mail");
    try (Socket socket = asks()) {
      WorkerMessage.Delete wish = wish("w");
      assertThat(ids(wish)).startsWith("d").endsWith("a").hasSize(4);
      assertThat(says(wish.order(), new WorkerCommand.Prepared())).isEqualTo(Reply.DONE);
      assertThat(statuses()).containsOnly(Status.DONE);
      says(wish.order(), new WorkerCommand.Deleted(ids(wish), Optional.empty()));
      Wire.Answer answer = answer(socket);
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      JsonNode told = mapper.readTree(answer.bytes());
      assertThat(told.get("changed").asInt()).isEqualTo(4);
      assertThat(told.get("outputs").toString()).isEqualTo("{\"deleted\":4,\"kept\":[]}");
    }
    assertThat(statuses()).containsOnly(Status.PENDING);
    assertThat(rig.state.audit)
        .anyMatch(entry ->
            entry.action().equals("invalidate") && entry.detail().contains("outputs of 4 deleted"));
  }

  @Test
  void whatWasKeptStaysAsItIsAndIsNamed() throws Exception {
    register("w", "Load", "Report", "Mail");
    try (Socket socket = asks()) {
      String order = wish("w").order();
      says(order, new WorkerCommand.Prepared());
      says(order, new WorkerCommand.Deleted(List.of("d"), Optional.of("The disk is read-only")));
      JsonNode outputs = mapper.readTree(answer(socket).bytes()).get("outputs");
      assertThat(outputs.get("deleted").asInt()).isEqualTo(1);
      assertThat(outputs.get("kept").toString()).contains("\"a\"", "\"b\"", "\"c\"");
      assertThat(outputs.get("error").asString()).isEqualTo("The disk is read-only");
    }
    assertThat(statuses()).containsExactly(Status.DONE, Status.DONE, Status.DONE, Status.PENDING);
  }

  @Test
  void workersOfSeveralFamiliesTakeTheirTurnsWhenAllAreReady() throws Exception {
    register("w", "Load", "Mail");
    register("v", "Report");
    try (Socket socket = asks();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      WorkerMessage.Delete reports = wish("v");
      // The mail is deleted before them, and what was loaded after them: by another, in two parts.
      WorkerMessage.Delete load = wish("w", 2);
      WorkerMessage.Delete mail =
          (WorkerMessage.Delete)
              rig.state.look(state -> state.worker("w").orElseThrow().messages().getFirst());
      List<WorkerMessage.Delete> turns = List.of(mail, reports, load);
      List<Future<Reply>> replies = new ArrayList<>();
      for (WorkerMessage.Delete turn : turns) {
        replies.add(threads.submit(() -> says(turn.order(), new WorkerCommand.Prepared())));
      }
      for (int i = 0; i < turns.size(); i++) {
        assertThat(replies.get(i).get()).isEqualTo(Reply.DONE);
        assertThat(replies.subList(i + 1, replies.size())).noneMatch(Future::isDone);
        says(turns.get(i).order(), new WorkerCommand.Deleted(ids(turns.get(i)), Optional.empty()));
      }
      Wire.Answer answer = answer(socket);
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      assertThat(turns.stream().map(DeletionTest::ids).map(List::size)).containsExactly(1, 2, 1);
    }
    assertThat(statuses()).containsOnly(Status.PENDING);
  }

  @Test
  void whatAWorkerRefusesIsToldAndNothingHappens() throws Exception {
    register("w", "Load", "Report", "Mail");
    try (Socket socket = asks()) {
      String order = wish("w").order();
      says(order, new WorkerCommand.Decline("The family Load has private parameters"));
      Wire.Answer answer = answer(socket);
      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.body()).contains("refused").contains("private parameters");
      assertThat(says(order, new WorkerCommand.Prepared())).isInstanceOf(Reply.Refused.class);
    }
    assertThat(statuses()).containsOnly(Status.DONE);
  }

  /** Task e runs, which needs b. */
  private void run() {
    rig.announce("runner", "e", "Other", "b");
    assertThat(rig.claim("runner").taskId()).isEqualTo("e");
  }

  private static void assertRefusedForThatOneRuns(Wire.Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(409);
    assertThat(answer.json().toString())
        .contains("\"running\"")
        .contains("The task e is running and needs b");
  }

  @Test
  void noInputIsTakenFromUnderATaskThatRuns() throws Exception {
    register("w", "Load", "Report", "Mail");
    run();
    assertRefusedForThatOneRuns(rig.wire.post(PATH).json(WISH).send());
    String look = WISH.replace("}", ",\"dryRun\":true}");
    assertRefusedForThatOneRuns(rig.wire.post(PATH).json(look).send());
    List<WorkerMessage> asked = rig.state.look(state -> state.worker("w").orElseThrow().messages());
    assertThat(asked).isEmpty();
    rig.state.apply(new Command.Report("runner", "e", 1, Outcome.DONE));
    register("x", "Load", "Report", "Mail", "Other");
    assertThat(rig.wire.post(PATH).json(look).send().status()).isEqualTo(200);
  }

  @Test
  void aTaskThatStartedWhileWorkersLookedForOutputsKeepsItsInput() throws Exception {
    register("w", "Load", "Report", "Mail");
    try (Socket socket = asks()) {
      WorkerMessage.Delete wish = wish("w");
      run();
      says(wish.order(), new WorkerCommand.Prepared());
      assertRefusedForThatOneRuns(answer(socket));
    }
    assertThat(statuses()).containsOnly(Status.DONE);
  }

  @Test
  void familiesThatNobodyKnowsAreNamedAndNobodyIsAsked() throws Exception {
    register("w", "Load");
    Wire.Answer answer = rig.wire.post(PATH).json(WISH).send();
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body()).contains("no_worker").contains("Mail, Report");
    List<WorkerMessage> messages =
        rig.state.look(state -> state.worker("w").orElseThrow().messages());
    assertThat(messages).isEmpty();
  }

  @Test
  void aWorkerThatFallsSilentWhileItDeletesLeavesItsTasksPending() throws Exception {
    rig.close();
    rig = new Rig(Duration.ofMillis(300));
    fill();
    register("w", "Load", "Report", "Mail");
    try (Socket socket = asks()) {
      String order = wish("w").order();
      Reply reply = says(order, new WorkerCommand.Prepared());
      if (reply.equals(Reply.DONE)) {
        Wire.Answer answer = answer(socket);
        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.body()).contains("may have deleted");
        assertThat(statuses()).containsOnly(Status.PENDING);
        reply = says(order, new WorkerCommand.Prepared());
      }
      // So slow was this machine, or that is what is left of the order.
      assertThat(reply).isInstanceOf(Reply.Refused.class);
      assertThat(((Reply.Refused) reply).error().code())
          .isEqualTo(ProtocolException.Code.INVALID_VALUE);
    }
  }
}
