package dev.stillson.server.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Assignment;
import dev.stillson.core.scheduler.Assistance;
import dev.stillson.core.scheduler.Claimed;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Outcome;
import dev.stillson.core.scheduler.Refusal;
import dev.stillson.core.scheduler.SchedulerSettings;
import dev.stillson.core.scheduler.Standing;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.Verdict;
import dev.stillson.core.scheduler.WorkerMessage;
import dev.stillson.core.scheduler.WorkerProfile;
import dev.stillson.protocol.worker.Reply;
import dev.stillson.protocol.worker.WorkerCodec;
import dev.stillson.protocol.worker.WorkerCommand;
import dev.stillson.protocol.worker.WorkerRequest;
import dev.stillson.protocol.worker.WorkerResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.io.TempDir;

class WorkerProtocolTest {
  @TempDir Path folder;
  private final LockedScheduler scheduler = new LockedScheduler();
  private WorkerProtocol protocol;
  private long sequence;

  WorkerProtocolTest() {
    protocol = new WorkerProtocol(scheduler, new AttemptLogs(Path.of("nowhere"), 0));
  }

  @BeforeEach
  void open() {
    protocol = new WorkerProtocol(scheduler, new AttemptLogs(folder, 100));
  }

  private WorkerResponse send(String worker, Duration patience, WorkerCommand... commands) {
    WorkerRequest request =
        new WorkerRequest(worker, "c-" + worker, ++sequence, patience, List.of(commands));
    return send(request);
  }

  private WorkerResponse send(WorkerRequest request) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    WorkerCodec.write(request, bytes);
    ByteArrayOutputStream reply = new ByteArrayOutputStream();
    try {
      protocol.handle(new ByteArrayInputStream(bytes.toByteArray()), reply);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return WorkerCodec.response(new ByteArrayInputStream(reply.toByteArray()));
  }

  private WorkerResponse send(String worker, WorkerCommand... commands) {
    return send(worker, Duration.ZERO, commands);
  }

  private Optional<Status> status(String task) {
    return scheduler.look(core -> core.status(task));
  }

  private static WorkerCommand register() {
    return new WorkerCommand.Register(WorkerProfile.of("host", 2));
  }

  private static WorkerCommand announce(String... lines) {
    List<Announcement> tasks = new ArrayList<>();
    for (String line : lines) {
      String[] words = line.split(" ");
      tasks.add(Announcement.pending(words[0], "F", List.of(words).subList(1, words.length)));
    }
    return new WorkerCommand.Announce(tasks);
  }

  private static WorkerCommand claim(int most, String... held) {
    return new WorkerCommand.Claim(most, Optional.of(Set.of(held)));
  }

  private static WorkerCommand done(String task, int attempt) {
    return new WorkerCommand.Report(task, attempt, Outcome.DONE);
  }

  private static Claimed work(WorkerResponse response) {
    return ((Reply.Work) response.replies().getLast()).claimed();
  }

  private static List<String> given(WorkerResponse response) {
    return work(response).assignments().stream().map(Assignment::taskId).toList();
  }

  @Test
  void oneRequestRegistersAnnouncesAndClaims() {
    WorkerResponse response = send("w", register(), announce("b a", "a"), claim(2));
    assertThat(response.replies())
        .startsWith(Reply.DONE, new Reply.Stands(Standing.ACTIVE))
        .hasSize(3);
    assertThat(given(response)).containsExactly("a");
    assertThat(response.standing()).isEqualTo(Standing.ACTIVE);
  }

  @Test
  void reportAndClaimInOneRequestHandOutTheDependant() {
    send("w", register(), announce("b a", "a"), claim(1));
    assertThat(given(send("w", done("a", 1), claim(1)))).containsExactly("b");
  }

  @Test
  void heldRequestEndsWhenAnotherWorkerMakesWorkReady() throws Exception {
    send("one", register(), announce("a"), claim(1));
    send("two", register(), announce("b a"));
    CompletableFuture<WorkerResponse> held =
        CompletableFuture.supplyAsync(() -> send("two", Duration.ofMinutes(1), claim(1)));
    scheduler.awaitWaiter();
    send("one", done("a", 1));
    assertThat(given(get(held))).containsExactly("b");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void heldRequestEndsWhenNothingMoreIsToBeExpected(int most) throws Exception {
    send("one", register(), announce("a"), claim(1));
    send("two", register(), announce("a"));
    CompletableFuture<WorkerResponse> held =
        CompletableFuture.supplyAsync(() -> send("two", Duration.ofMinutes(1), claim(most)));
    scheduler.awaitWaiter();
    send("one", done("a", 1));
    assertThat(work(get(held)).live()).isZero();
  }

  @Test
  void heldRequestEndsWhenTheWorkerIsDisabled() throws Exception {
    send("one", register(), announce("a"), claim(1));
    send("two", register(), announce("b a"));
    CompletableFuture<WorkerResponse> held =
        CompletableFuture.supplyAsync(() -> send("two", Duration.ofMinutes(1), claim(1)));
    scheduler.awaitWaiter();
    scheduler.apply(new Command.DisableWorker("two"));
    assertThat(get(held).standing()).isEqualTo(Standing.DISABLED);
  }

  @Test
  void heldRequestWithAHeartbeatEndsWhenThereIsAMessage() throws Exception {
    send("one", register(), announce("a"), claim(1));
    send("two", register(), announce("b a"));
    CompletableFuture<WorkerResponse> held =
        CompletableFuture.supplyAsync(() ->
            send(
                "two", Duration.ofMinutes(1), new WorkerCommand.Heartbeat(List.of(), 0), claim(1)));
    scheduler.awaitWaiter();
    scheduler.apply(new Command.SetSlots("two", 3));
    Reply.Beat before = (Reply.Beat) get(held).replies().getFirst();
    assertThat(before.pulse().messages()).isEmpty();
    assertThat(before.silence()).isPositive().isLessThan(SchedulerSettings.DAEMON.workerTimeout());
    assertThat(
            send("two", Duration.ofMinutes(1), new WorkerCommand.Heartbeat(List.of(), 0), claim(1))
                .replies()
                .getFirst())
        .isInstanceOfSatisfying(
            Reply.Beat.class,
            beat ->
                assertThat(beat.pulse().messages()).containsExactly(new WorkerMessage.Slots(1, 3)));
  }

  private static WorkerResponse get(CompletableFuture<WorkerResponse> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(20, TimeUnit.SECONDS);
  }

  @Test
  void lostReplyIsMadeUpForByTheNextClaim() {
    send("w", register(), announce("a", "b"), claim(1));
    WorkerResponse again = send("w", claim(1));
    assertThat(work(again).assignments())
        .extracting(Assignment::taskId, Assignment::attempt)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("a", 1));
    assertThat(given(send("w", claim(1, "a")))).containsExactly("b");
  }

  @Test
  void repeatedReportIsAcceptedAndALateOneIsNot() {
    send("one", register(), announce("a"), claim(1));
    send("one", done("a", 1));
    assertThat(send("one", done("a", 1)).replies())
        .containsExactly(new Reply.Judged(Verdict.ACCEPTED));

    send("one", announce("b"), claim(1));
    scheduler.pass(Duration.ofMinutes(2));
    assertThat(given(send("two", register(), announce("b"), claim(1)))).containsExactly("b");
    assertThat(send("one", done("b", 1)).replies())
        .containsExactly(new Reply.Judged(new Verdict.Refused(Refusal.ATTEMPT_OVER)));
    assertThat(status("b")).contains(Status.RUNNING);
  }

  @Test
  void workerThatWasDroppedIsToldToRegisterAgain() {
    send("w", register(), announce("a"));
    scheduler.pass(Duration.ofMinutes(2));
    assertThat(send("w", claim(1)).standing()).isEqualTo(Standing.UNREGISTERED);
  }

  @Test
  void commandThatMakesNoSenseHindersNoOther() {
    send("w", register(), announce("a"));
    WorkerResponse response =
        send(
            "w",
            new WorkerCommand.Log("nobody", 1, 0, "x"),
            claim(1),
            new WorkerCommand.Ask(List.of("a", "nobody")));
    assertThat(response.replies().getFirst()).isInstanceOf(Reply.Refused.class);
    assertThat(((Reply.News) response.replies().getLast()).tasks())
        .containsExactly(
            new Reply.TaskNews("a", Status.RUNNING, false, Optional.of("w"), Optional.empty()));
  }

  @Test
  void messageThatIsNoRequestIsAnsweredWithAnError() throws IOException {
    ByteArrayOutputStream reply = new ByteArrayOutputStream();
    int status =
        protocol.handle(
            new ByteArrayInputStream("{\"protocol\":9}".getBytes(StandardCharsets.UTF_8)), reply);
    assertThat(status).isEqualTo(400);
    assertThat(reply.toString(StandardCharsets.UTF_8))
        .startsWith("{\"error\":{\"code\":\"version\",\"message\":\"The request is of version 9");
  }

  @Test
  void logIsKeptForTheWorkerThatHasTheAttempt() throws IOException {
    send("one", register(), announce("a"), claim(1));
    assertThat(send("one", new WorkerCommand.Log("a", 1, 0, "first\n")).replies())
        .containsExactly(new Reply.Logged(6, false));
    assertThat(send("two", new WorkerCommand.Log("a", 1, 6, "forged\n")).replies().getFirst())
        .isInstanceOf(Reply.Refused.class);
    assertThat(new AttemptLogs(folder, 100).read("a", 1, 0, 100).text()).isEqualTo("first\n");
  }

  @Test
  void submittedTaskWaitsForAWorkerHoweverLongThatTakes() {
    send("s", new WorkerCommand.Submit(List.of(Announcement.pending("a", "F", List.of()))));
    for (int minute = 0; minute < 60; minute++) {
      scheduler.pass(Duration.ofSeconds(30));
      protocol.tend();
    }
    WorkerProfile assistant =
        WorkerProfile.of("", 1).withAssistance(new Assistance.Families(Set.of("F")));
    assertThat(given(send("w", new WorkerCommand.Register(assistant), claim(1))))
        .containsExactly("a");
    send("w", done("a", 1));
    protocol.tend();
    assertThat(scheduler.<Boolean>look(core -> core.worker("s").isPresent())).isFalse();
  }

  @Test
  void submissionIsFoundAgainAfterARestart() {
    send("s", new WorkerCommand.Submit(List.of(Announcement.pending("a", "F", List.of()))));
    protocol = new WorkerProtocol(scheduler, new AttemptLogs(folder, 100));
    for (int minute = 0; minute < 60; minute++) {
      scheduler.pass(Duration.ofSeconds(30));
      protocol.tend();
    }
    assertThat(status("a")).contains(Status.PENDING);
  }

  @Test
  void familyRunByOtherCodeThanAnnouncedItIsShown() {
    send("one", register(), announce("a"));
    WorkerProfile assistant =
        WorkerProfile.of("", 1).withAssistance(new Assistance.Families(Set.of("F")));
    send("two", new WorkerCommand.Register(assistant), claim(1));
    assertThat(protocol.codeMismatches())
        .containsExactly(
            "Family F was announced by other code than worker two runs\n"
                + "  announced: c-one\n  worker:    c-two");
  }

  @Test
  void anAnnouncementThatArrivesAgainDoesNotReopenWhatIsDone() {
    send("w", register());
    WorkerRequest first = new WorkerRequest("w", "", 50, Duration.ZERO, List.of(announce("a")));
    send(first);
    send("w", claim(1));
    send("w", done("a", 1));
    scheduler.pass(Duration.ofSeconds(30));
    assertThat(send(first).replies()).containsExactly(new Reply.Stands(Standing.ACTIVE));
    assertThat(status("a")).hasValue(Status.DONE);
    send("w", announce("a"));
    assertThat(status("a")).hasValue(Status.PENDING);
  }

  @Test
  void anAnnouncementOfAWorkerThatIntroducedItselfAnewSinceReopensNothing() {
    send(new WorkerRequest("w", "", 1, Duration.ZERO, List.of(register())));
    WorkerRequest first = new WorkerRequest("w", "", 2, Duration.ZERO, List.of(announce("a")));
    send(first);
    send("w", claim(1));
    send("w", done("a", 1));
    send(new WorkerRequest("w", "", 7, Duration.ZERO, List.of(register())));
    send(first);
    assertThat(status("a")).hasValue(Status.DONE);
  }

  @Test
  void aNewProcessUnderTheSameNameCountsItsRequestsFromTheBeginning() {
    send(new WorkerRequest("w", "", 1, Duration.ZERO, List.of(register(), announce("a"))));
    send(new WorkerRequest("w", "", 1, Duration.ZERO, List.of(register())));
    send(new WorkerRequest("w", "", 1, Duration.ZERO, List.of(announce("b"))));
    assertThat(status("b")).hasValue(Status.PENDING);
  }

  @Test
  void aWorkerThatAlwaysSendsTheSameNumberIsHeard() {
    send(new WorkerRequest("w", "", 1, Duration.ZERO, List.of(register(), announce("a"))));
    send(new WorkerRequest("w", "", 1, Duration.ZERO, List.of(announce("b"))));
    send(new WorkerRequest("w", "", 1, Duration.ZERO, List.of(announce("c"))));
    assertThat(status("b")).hasValue(Status.PENDING);
    assertThat(status("c")).hasValue(Status.PENDING);
  }

  @Test
  void whatAWorkerAnnouncesAfterItHasLeftIsNotTaken() {
    send("w", register(), announce("a"), new WorkerCommand.Forget());
    assertThat(send("w", announce("a", "b")).replies())
        .containsExactly(new Reply.Stands(Standing.UNREGISTERED));
    assertThat(status("b")).isEmpty();
  }
}
