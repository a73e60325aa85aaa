package dev.stillson.server.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Assignment;
import dev.stillson.core.scheduler.Assistance;
import dev.stillson.core.scheduler.Claimed;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Outcome;
import dev.stillson.core.scheduler.Verdict;
import dev.stillson.core.scheduler.Pulse;
import dev.stillson.core.scheduler.Lease;
import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.SchedulerSettings;
import dev.stillson.core.scheduler.Standing;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.WorkerProfile;
import dev.stillson.server.scheduler.SchedulerHealth.Condition;
import dev.stillson.server.store.AuditEntry;
import dev.stillson.server.store.History;
import dev.stillson.server.store.SqliteStateStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StoredSchedulerTest {
  @TempDir Path folder;
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final List<ServerState> opened = new ArrayList<>();

  @AfterEach
  void closeAll() {
    opened.forEach(ServerState::close);
    callers.close();
  }

  private FaultyStore store() {
    return new FaultyStore(new SqliteStateStore(folder.resolve("data"), "1.0"), new Random(1), 0);
  }

  private ServerState open(FaultyStore store) {
    return open(store, InstantSource.system());
  }

  private ServerState open(FaultyStore store, InstantSource clock) {
    ServerState state =
        new SchedulerThread(store, SchedulerSettings.DAEMON, false, StateSettings.RETENTION, clock)
            .begin();
    opened.add(state);
    state.awaitBegun();
    return state;
  }

  private static void register(ServerState state, String worker) {
    state.scheduler().apply(new Command.RegisterWorker(worker, WorkerProfile.of("host", 1)));
  }

  private static Standing announce(ServerState state, String worker, String... ids) {
    List<Announcement> list = new ArrayList<>();
    for (String id : ids) {
      list.add(Announcement.pending(id, "Family", List.of()));
    }
    return state.scheduler().apply(new Command.Announce(worker, list));
  }

  private Future<Claimed> claim(ServerState state, String worker) {
    return claim(state, worker, 1);
  }

  private Future<Claimed> claim(ServerState state, String worker, int most) {
    return callers.submit(() ->
        state.scheduler().claim(new Command.Claim(worker, most), Duration.ofSeconds(50), false));
  }

  private static void done(ServerState state, String worker, Claimed claimed) {
    Assignment one = claimed.assignments().getFirst();
    state.scheduler().apply(new Command.Report(worker, one.taskId(), one.attempt(), Outcome.DONE));
  }

  private static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  private static Status status(ServerState state, String id) {
    return state.scheduler().look(scheduler -> scheduler.status(id)).orElseThrow();
  }

  @Test
  void whatIsAcknowledgedIsThereAfterARestart() {
    FaultyStore store = store();
    ServerState state = open(store);
    announce(state, "w", "a", "b");
    state.close();
    assertThatThrownBy(() -> announce(state, "w", "c"))
        .isInstanceOf(SchedulerUnavailableException.class);
    assertThat(state.health().condition()).isEqualTo(Condition.STOPPING);
    ServerState again = open(store);
    assertThat(status(again, "a")).isEqualTo(Status.PENDING);
    assertThat(again.scheduler().<Boolean>look(s -> s.status("c").isEmpty())).isTrue();
  }

  @Test
  void whereResultsAreIsStoredBySayingItAgainWhenItGotLost() {
    FaultyStore store = store();
    ServerState state = open(store);
    announce(state, "w", "a");
    long order = state.scheduler().look(s -> s.task("a")).orElseThrow().order();
    Announcement told =
        Announcement.pending("a", "Family", List.of()).withOutputs(List.of("/data/a"));
    Command.Announce telling = new Command.Announce("w", List.of(told));
    store.gone(true);
    assertThatThrownBy(() -> state.scheduler().apply(telling))
        .isInstanceOf(SchedulerUnavailableException.class);
    assertThat(state.history().outputs(order)).isEmpty();
    store.gone(false);
    until(() -> state.health().condition() == Condition.READY);
    state.scheduler().apply(telling);
    assertThat(state.history().outputs(order)).containsExactly("/data/a");
  }

  @Test
  void nothingIsAcknowledgedBeforeItIsStored() throws Exception {
    FaultyStore store = store();
    ServerState state = open(store);
    store.held(true);
    Future<Standing> first = callers.submit(() -> announce(state, "w", "a"));
    until(() -> state.scheduler().<Boolean>look(s -> s.status("a").isPresent()));
    Future<Standing> second = callers.submit(() -> announce(state, "w", "b"));
    until(() -> state.scheduler().<Boolean>look(s -> s.status("b").isPresent()));
    assertThat(first.isDone()).isFalse();
    assertThat(second.isDone()).isFalse();
    store.held(false);
    first.get(20, TimeUnit.SECONDS);
    second.get(20, TimeUnit.SECONDS);
  }

  @Test
  void aFailedCommitRefusesAllThatRestsOnItAndItsTraceIsGone() throws Exception {
    FaultyStore store = store();
    ServerState state = open(store);
    announce(state, "w", "before");
    store.held(true);
    Future<Standing> first = callers.submit(() -> announce(state, "w", "a"));
    until(() -> state.scheduler().<Boolean>look(s -> s.status("a").isPresent()));
    Future<Standing> second = callers.submit(() -> announce(state, "w", "b"));
    until(() -> state.scheduler().<Boolean>look(s -> s.status("b").isPresent()));
    store.gone(true);
    store.held(false);
    assertRefused(first);
    assertRefused(second);
    until(() -> state.health().condition() == Condition.STORE_GONE);
    assertThat(state.health().text()).contains("unplugged");
    assertThatThrownBy(() -> announce(state, "w", "c"))
        .isInstanceOf(SchedulerUnavailableException.class)
        .hasMessageContaining("The store is gone");
    assertThatThrownBy(() -> state.scheduler().look(Scheduler::counts))
        .isInstanceOf(SchedulerUnavailableException.class);
    store.gone(false);
    until(() -> state.health().isReady());
    assertThat(state.scheduler().look(Scheduler::counts)).containsOnlyKeys(Status.PENDING);
    assertThat(status(state, "before")).isEqualTo(Status.PENDING);
    announce(state, "w", "after");
    assertThat(state.statistics().reopenings()).isEqualTo(1);
    assertThat(state.statistics().failedCommits()).isEqualTo(1);
  }

  private static void assertRefused(Future<?> future) {
    assertThatThrownBy(() -> future.get(20, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(SchedulerUnavailableException.class);
  }

  @Test
  void anExceptionOfTheWorkReachesItsCallerAndWhatItDidBeforeCounts() {
    ServerState state = open(store());
    assertThatThrownBy(() ->
            state
                .scheduler()
                .perform((scheduler, now) -> {
                  scheduler.apply(new Command.Pause(), now);
                  throw new IllegalArgumentException("no");
                }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no");
    assertThat(state.scheduler().<Boolean>look(Scheduler::isPaused)).isTrue();
  }

  @Test
  void anErrorOfTheWorkThrowsTheMemoryAwayAndTheStateIsReadAnew() {
    ServerState state = open(store());
    announce(state, "w", "a");
    assertThatThrownBy(() ->
            state
                .scheduler()
                .perform((scheduler, now) -> {
                  scheduler.apply(new Command.Pause(), now);
                  throw new StackOverflowError("deep");
                }))
        .isInstanceOf(SchedulerUnavailableException.class);
    until(() -> state.health().isReady());
    assertThat(state.scheduler().<Boolean>look(Scheduler::isPaused)).isFalse();
    assertThat(status(state, "a")).isEqualTo(Status.PENDING);
  }

  @Test
  void waitingClaimsAreServedInTheOrderInWhichTheyCame() throws Exception {
    ServerState state = open(store());
    List<Future<Claimed>> claims = new ArrayList<>();
    for (int w = 0; w < 3; w++) {
      String worker = "helper" + w;
      state
          .scheduler()
          .apply(
              new Command.RegisterWorker(
                  worker, WorkerProfile.of("host", 1).withAssistance(new Assistance.Anything())));
      int waiting = w;
      claims.add(claim(state, worker));
      until(() -> state.statistics().waitingClaims() == waiting + 1);
    }
    for (int w = 0; w < 3; w++) {
      announce(state, "w", "task" + w);
      Claimed claimed = claims.get(w).get(20, TimeUnit.SECONDS);
      assertThat(claimed.assignments()).extracting(Assignment::taskId).containsExactly("task" + w);
    }
    assertThat(state.statistics().waitingClaims()).isZero();
  }

  @Test
  void aWaitingClaimGetsTheDependantOfATaskThatIsDone() throws Exception {
    ServerState state = open(store());
    register(state, "w");
    state
        .scheduler()
        .apply(
            new Command.Announce(
                "w",
                List.of(
                    Announcement.pending("below", "F", List.of()),
                    Announcement.pending("above", "F", List.of("below")))));
    Claimed below = claim(state, "w").get(20, TimeUnit.SECONDS);
    Future<Claimed> above = claim(state, "w");
    until(() -> state.statistics().waitingClaims() == 1);
    done(state, "w", below);
    assertThat(above.get(20, TimeUnit.SECONDS).assignments())
        .extracting(Assignment::taskId)
        .containsExactly("above");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aWaitingClaimIsToldWhenThereIsNothingToWaitForAnyMore(int most) throws Exception {
    ServerState state = open(store());
    register(state, "w");
    register(state, "other");
    announce(state, "w", "a");
    announce(state, "other", "a");
    Claimed taken = claim(state, "other").get(20, TimeUnit.SECONDS);
    Future<Claimed> waiting = claim(state, "w", most);
    until(() -> state.statistics().waitingClaims() == 1);
    done(state, "other", taken);
    Claimed last = waiting.get(20, TimeUnit.SECONDS);
    assertThat(last.assignments()).isEmpty();
    assertThat(last.live()).isZero();
  }

  @Test
  void aMessageEndsAClaimThatListensAndNoOther() throws Exception {
    ServerState state = open(store());
    register(state, "other");
    announce(state, "other", "a");
    Claimed taken = claim(state, "other").get(20, TimeUnit.SECONDS);
    for (String worker : List.of("deaf", "attentive")) {
      register(state, worker);
      announce(state, worker, "a");
    }
    Future<Claimed> deaf = claim(state, "deaf");
    Duration wait = Duration.ofSeconds(50);
    Command.Claim claim = new Command.Claim("attentive", 1);
    Future<Claimed> attentive = callers.submit(() -> state.scheduler().claim(claim, wait, true));
    until(() -> state.statistics().waitingClaims() == 2);
    state.scheduler().apply(new Command.SetSlots("deaf", 2));
    state.scheduler().apply(new Command.SetSlots("attentive", 2));
    assertThat(attentive.get(20, TimeUnit.SECONDS).assignments()).isEmpty();
    assertThat(state.scheduler().claim(claim, wait, true).live())
        .as("there still is a message")
        .isEqualTo(1);
    assertThat(state.statistics().waitingClaims()).isEqualTo(1);
    done(state, "other", taken);
    assertThat(deaf.get(20, TimeUnit.SECONDS).live()).isZero();
  }

  @Test
  void aWaitingClaimIsAnsweredWithNothingWhenItsTimeIsOver() {
    ServerState state = open(store());
    register(state, "w");
    register(state, "other");
    announce(state, "w", "a");
    announce(state, "other", "a");
    state.scheduler().claim(new Command.Claim("other", 1), Duration.ofSeconds(9), false);
    Claimed claimed =
        state.scheduler().claim(new Command.Claim("w", 1), Duration.ofMillis(30), false);
    assertThat(claimed.assignments()).isEmpty();
    assertThat(claimed.live()).isEqualTo(1);
  }

  @Test
  void aRetryWakesTheClaimThatWaitsForIt() throws Exception {
    Instant[] now = {Instant.parse("2026-11-21T10:00:00Z")};
    ServerState state = open(store(), () -> now[0]);
    register(state, "w");
    state
        .scheduler()
        .apply(
            new Command.Announce(
                "w",
                List.of(
                    new Announcement(
                        "a",
                        "F",
                        dev.stillson.core.scheduler.Parameters.NONE,
                        List.of(),
                        List.of(),
                        dev.stillson.core.scheduler.Presence.PENDING,
                        0,
                        dev.stillson.core.scheduler.Terms.PLAIN.withRetry(
                            new dev.stillson.core.scheduler.RetryRule.Counted(
                                dev.stillson.Retry.times(1, Duration.ofSeconds(20))))))));
    Claimed first = claim(state, "w").get(20, TimeUnit.SECONDS);
    state
        .scheduler()
        .apply(
            new Command.Report(
                "w",
                "a",
                first.assignments().getFirst().attempt(),
                new Outcome.Failed("boom", false)));
    Future<Claimed> second = claim(state, "w");
    until(() -> state.statistics().waitingClaims() == 1);
    now[0] = now[0].plusSeconds(30);
    assertThat(second.get(20, TimeUnit.SECONDS).assignments())
        .singleElement()
        .satisfies(one -> assertThat(one.attempt()).isEqualTo(2));
  }

  @Test
  void closingAnswersWaitingClaimsWithNothing() throws Exception {
    ServerState state = open(store());
    register(state, "w");
    register(state, "other");
    announce(state, "w", "a");
    announce(state, "other", "a");
    claim(state, "other").get(20, TimeUnit.SECONDS);
    Future<Claimed> waiting = claim(state, "w");
    until(() -> state.statistics().waitingClaims() == 1);
    state.close();
    assertThat(waiting.get(20, TimeUnit.SECONDS).assignments()).isEmpty();
  }

  @Test
  void nobodyIsSilentWhileTheServerWasAway() throws Exception {
    Instant[] now = {Instant.parse("2026-11-21T10:00:00Z")};
    FaultyStore store = store();
    ServerState state = open(store, () -> now[0]);
    register(state, "w");
    announce(state, "w", "a");
    claim(state, "w").get(20, TimeUnit.SECONDS);
    state.close();
    now[0] = now[0].plus(Duration.ofHours(3));
    ServerState again = open(store, () -> now[0]);
    again.scheduler().apply(new Command.Prune());
    assertThat(status(again, "a")).isEqualTo(Status.RUNNING);
    now[0] = now[0].plus(Duration.ofMinutes(2));
    again.scheduler().apply(new Command.Prune());
    assertThat(again.scheduler().<Boolean>look(s -> s.worker("w").isEmpty())).isTrue();
  }

  @Test
  void listenersAreToldInOrderAndToLookAgainWhenTheStateWasReadAnew() throws Exception {
    FaultyStore store = store();
    ServerState state = open(store);
    BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    CommitListener listener =
        new CommitListener() {
          @Override
          public void committed(Committed changes) {
            heard.add(changes.tasks().getFirst().id());
          }

          @Override
          public void resync() {
            heard.add("resync");
          }
        };
    state.listen(listener);
    assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("resync");
    for (int i = 0; i < 50; i++) {
      announce(state, "w", "task" + i);
    }
    for (int i = 0; i < 50; i++) {
      assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("task" + i);
    }
    store.gone(true);
    assertThatThrownBy(() -> announce(state, "w", "lost"))
        .isInstanceOf(SchedulerUnavailableException.class);
    store.gone(false);
    assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("resync");
    state.unlisten(listener);
  }

  @Test
  void theAuditIsStoredWhenTheCallReturns() {
    ServerState state = open(store());
    state.note(new AuditEntry(Instant.EPOCH, "ann", "pause", "", ""));
    assertThat(state.history().audit(History.NEWEST, 5)).hasSize(1);
  }

  @Test
  void manyCallersShareCommits() throws Exception {
    ServerState state = open(store());
    List<Callable<Standing>> calls = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      String id = "task" + i;
      calls.add(() -> announce(state, "w", id));
    }
    for (Future<Standing> reply : callers.invokeAll(calls)) {
      reply.get();
    }
    assertThat(state.statistics().commands()).isEqualTo(2_000);
    assertThat(state.statistics().commits()).isLessThan(1_000);
    assertThat(state.statistics().storedRows()).isGreaterThanOrEqualTo(2_000);
  }

  @Test
  void fiveThousandWorkersThatComeBackAtOnceKeepTheirTasks() throws Exception {
    FaultyStore store = store();
    ServerState before = open(store);
    List<Callable<Assignment>> first = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      String worker = "w" + i;
      first.add(() -> {
        register(before, worker);
        announce(before, worker, "of " + worker);
        return before.scheduler().apply(new Command.Claim(worker, 1)).assignments().getFirst();
      });
    }
    List<Assignment> given = new ArrayList<>();
    for (Future<Assignment> reply : callers.invokeAll(first)) {
      given.add(reply.get());
    }
    assertThat(given).extracting(Assignment::taskId).doesNotHaveDuplicates();
    before.close();

    ServerState after = open(store);
    List<Callable<Verdict>> second = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      String worker = "w" + i;
      Lease lease = given.get(i).lease();
      second.add(() -> {
        register(after, worker);
        Pulse pulse = after.scheduler().apply(new Command.Heartbeat(worker, List.of(lease), 0));
        assertThat(pulse.lost()).isEmpty();
        assertThat(pulse.standing()).isEqualTo(Standing.ACTIVE);
        return after
            .scheduler()
            .apply(new Command.Report(worker, lease.taskId(), lease.attempt(), Outcome.DONE));
      });
    }
    for (Future<Verdict> reply : callers.invokeAll(second)) {
      assertThat(reply.get()).isEqualTo(Verdict.ACCEPTED);
    }
  }
}
