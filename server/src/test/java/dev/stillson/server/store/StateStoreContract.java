package dev.stillson.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.AttemptEnd;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Outcome;
import dev.stillson.core.scheduler.RunCounts;
import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.SchedulerSettings;
import dev.stillson.core.scheduler.Snapshot;
import dev.stillson.core.scheduler.TaskRow;
import dev.stillson.core.scheduler.Terms;
import dev.stillson.core.scheduler.WorkerProfile;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store does. */
@SuppressWarnings("try") // A closed store is opened again.
abstract class StateStoreContract {
  static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123456789Z");

  /** A store of release {@code release} on the one state of this test. */
  abstract StateStore store(String release);

  /** Makes the state as releases did whose layout had this number. */
  abstract void layOut(String version) throws Exception;

  /** A connection of an operator to the state. */
  abstract Connection operator() throws SQLException;

  StateStore store() {
    return store("1.0");
  }

  void execute(String... statements) throws SQLException {
    try (Connection connection = operator();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  static Changeset audit(String action) {
    return changes(List.of(), List.of(new AuditEntry(NOW, "ann\0", action, "", "")));
  }

  static Changeset changes(List<AttemptEnd> ended, List<AuditEntry> audit) {
    return new Changeset(
        NOW,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        ended.stream().map(one -> new Changeset.Ended(one, List.of())).toList(),
        List.of(),
        audit,
        List.of());
  }

  @Test
  void aNewStateIsEmpty() {
    try (StateStore store = store()) {
      Snapshot snapshot = store.open();
      assertThat(snapshot.tasks()).isEmpty();
      assertThat(snapshot.workers()).isEmpty();
      assertThat(snapshot.totals()).isEmpty();
      assertThat(snapshot.paused()).isFalse();
    }
  }

  @Test
  void whateverHappensTheStateThatIsReadIsTheOneInMemory() {
    long seed = Long.getLong("stillson.seed", System.nanoTime());
    List<AttemptEnd> ended = new ArrayList<>();
    Map<Long, List<String>> outputs = new HashMap<>();
    try (StateStore store = store()) {
      Snapshot snapshot = store.open();
      Random random = new Random(seed);
      RandomCommands commands = new RandomCommands(random, 14);
      Instant now = NOW;
      for (int round = 0; round < 30; round++) {
        Recorder recorder = new Recorder();
        Scheduler scheduler = Scheduler.restore(SchedulerSettings.DAEMON, recorder, snapshot);
        for (int step = 0; step < 40; step++) {
          now = now.plusMillis(random.nextInt(30) == 0 ? 700_000 : random.nextInt(3_000));
          Command<?> command = commands.next();
          commands.hear(command, scheduler.apply(command, now));
          if (random.nextInt(4) == 0) {
            commit(store, recorder.take(scheduler, now), ended, outputs);
          }
        }
        commit(store, recorder.take(scheduler, now), ended, outputs);
        snapshot = store.open();
        Snapshot expected = scheduler.snapshot();
        assertThat(snapshot.tasks())
            .as("seed " + seed + ", round " + round)
            .containsExactlyInAnyOrderElementsOf(expected.tasks());
        assertThat(snapshot.workers()).as("seed " + seed).isEqualTo(expected.workers());
        assertThat(snapshot.totals()).as("seed " + seed).isEqualTo(expected.totals());
        assertThat(snapshot.paused()).as("seed " + seed).isEqualTo(expected.paused());
        for (long order = 0; order <= expected.tasks().size() * 2L; order++) {
          assertThat(store.history().outputs(order))
              .as("seed " + seed + ", task " + order)
              .isEqualTo(outputs.getOrDefault(order, List.of()));
        }
      }
      assertThat(outputs).as("seed " + seed).isNotEmpty();
      List<AttemptEnd> past = new ArrayList<>();
      long before = History.NEWEST;
      while (true) {
        List<History.PastAttempt> page = store.history().attempts(AttemptFilter.ALL, before, 7);
        if (page.isEmpty()) {
          break;
        }
        page.forEach(one -> past.addFirst(one.attempt()));
        before = page.getLast().number();
      }
      assertThat(ended).isNotEmpty();
      assertThat(past).as("seed " + seed).isEqualTo(ended);
      AttemptEnd last = ended.getLast();
      assertThat(store.history().attempts(AttemptFilter.ofTask(last.taskId()), before(), 1))
          .extracting(History.PastAttempt::attempt)
          .containsExactly(last);
    }
  }

  private static long before() {
    return History.NEWEST;
  }

  private static void commit(
      StateStore store,
      Changeset changes,
      List<AttemptEnd> ended,
      Map<Long, List<String>> outputs) {
    store.commit(changes);
    outputs.keySet().removeAll(changes.removedTasks());
    changes.outputs().forEach(told -> outputs.put(told.order(), told.texts()));
    changes.ended().forEach(one -> ended.add(one.attempt()));
  }

  @Test
  void theHistoryIsFilteredAndForgottenByAge() {
    try (StateStore store = store()) {
      store.open();
      Recorder recorder = new Recorder();
      Scheduler scheduler = new Scheduler(SchedulerSettings.DAEMON, recorder);
      for (int day = 0; day < 4; day++) {
        Instant now = NOW.plusSeconds(86_400L * day);
        String id = "task" + day;
        scheduler.apply(
            new Command.Announce(
                "w", List.of(Announcement.pending(id, "Family" + day % 2, List.of()))),
            now);
        scheduler.apply(new Command.Claim("w", 1), now);
        scheduler.apply(
            new Command.Report(
                "w", id, 1, day == 3 ? new Outcome.Failed("boom", true) : Outcome.DONE),
            now.plusSeconds(5 + day));
        store.commit(recorder.take(scheduler, now));
      }
      History history = store.history();
      assertThat(history.durations("Family0", 9))
          .hasSize(2)
          .first()
          .isEqualTo(java.time.Duration.ofSeconds(7));
      assertThat(history.durations("Family1", 9)).hasSize(1);
      assertThat(history.score("Family0", 9)).isEqualTo(new History.Score(2, 0));
      assertThat(history.score("Family1", 9)).isEqualTo(new History.Score(1, 1));
      assertThat(history.score("Family1", 1)).isEqualTo(new History.Score(0, 1));
      assertThat(history.score("None", 9)).isEqualTo(new History.Score(0, 0));
      assertThat(ids(history, AttemptFilter.ofFamily("Family1"))).containsExactly("task3", "task1");
      assertThat(store.forgetBefore(NOW.plusSeconds(86_400 + 60))).isFalse();
      assertThat(ids(history, AttemptFilter.ALL)).containsExactly("task3", "task2");
    }
  }

  private static List<String> ids(History history, AttemptFilter filter) {
    return history.attempts(filter, History.NEWEST, 100).stream()
        .map(one -> one.attempt().taskId())
        .toList();
  }

  @Test
  void aRunIsKeptWithTheAttemptsOfItsTasksWhoeverMadeThem() {
    try (StateStore store = store()) {
      store.open();
      Recorder recorder = new Recorder();
      Scheduler scheduler = new Scheduler(SchedulerSettings.DAEMON, recorder);
      for (String worker : List.of("w", "other", "third")) {
        scheduler.apply(
            new Command.RegisterWorker(
                worker,
                WorkerProfile.of("host", 1).withInfo(Map.of("roots", "Top\u0000", "user", "ann"))),
            NOW);
        scheduler.apply(
            new Command.Announce(
                worker,
                List.of(Announcement.pending(worker.equals("third") ? "a" : "b", "F", List.of()))),
            NOW);
      }
      scheduler.apply(new Command.Claim("other", 1), NOW);
      scheduler.apply(new Command.Claim("third", 1), NOW);
      scheduler.apply(new Command.Report("other", "b", 1, Outcome.DONE), NOW.plusSeconds(5));
      scheduler.apply(new Command.Report("third", "a", 1, Outcome.DONE), NOW.plusSeconds(6));
      store.commit(recorder.take(scheduler, NOW.plusSeconds(6)));
      scheduler.apply(new Command.Forget("w"), NOW.plusSeconds(7));
      scheduler.apply(new Command.Forget("third"), NOW.plusSeconds(8));
      store.commit(recorder.take(scheduler, NOW.plusSeconds(8)));

      History history = store.history();
      List<History.PastRun> runs = history.runs(RunFilter.ALL, History.NEWEST, 9);
      assertThat(runs).extracting(one -> one.run().worker()).containsExactly("third", "w");
      RunRecord run = runs.getLast().run();
      assertThat(run.counts()).isEqualTo(new RunCounts(1, 0, 0, 0, 0));
      assertThat(run.roots()).containsExactly("Top\u0000");
      assertThat(run.status()).isEqualTo(RunStatus.DONE);
      assertThat(run.started()).isEqualTo(NOW);
      assertThat(run.ended()).contains(NOW.plusSeconds(7));
      assertThat(history.run(run.id())).contains(run);
      assertThat(history.run("w")).contains(run);
      assertThat(history.run("nobody")).isEmpty();
      assertThat(history.attempts(run, 0, 9))
          .extracting(History.RunAttempt::taskId, History.RunAttempt::worker)
          .containsExactly(tuple("b", "other"));
      RunFilter ann =
          new RunFilter(
              Set.of(RunStatus.DONE),
              Optional.empty(),
              Optional.of("F"),
              Optional.of("ann"),
              Optional.of("host"),
              Optional.of("THIR"),
              Optional.of(NOW));
      assertThat(history.runs(ann, History.NEWEST, 9))
          .extracting(one -> one.run().worker())
          .containsExactly("third");
      assertThat(history.runs(RunFilter.ALL, runs.getFirst().number(), 9)).hasSize(1);
      assertThat(history.ends(NOW, Duration.ofSeconds(2), 5))
          .extracting(History.Ends::stretch, History.Ends::count)
          .containsExactlyInAnyOrder(tuple(2, 1), tuple(3, 1));

      store.forgetBefore(NOW.plusSeconds(60));
      assertThat(history.runs(RunFilter.ALL, History.NEWEST, 9)).isEmpty();
    }
  }

  @Test
  void aStateOfTheFirstReleaseIsOpenedAndKeepsItsHistory() throws Exception {
    layOut("1");
    execute(
        "INSERT INTO shared (number, kind, value) VALUES (1, 'SIGNATURE',"
            + " '{\"names\":[],\"visibilities\":[]}')",
        "INSERT INTO attempt (task, family, signature, parameters, attempt, worker, host, started,"
            + " ended, ending) VALUES ('a', 'F', 1, '{}', 1, 'w', 'h', 1, 2, 'DONE')");
    try (StateStore store = store()) {
      assertThat(store.open().tasks()).isEmpty();
      assertThat(ids(store.history(), AttemptFilter.ALL)).containsExactly("a");
      assertThat(store.history().runs(RunFilter.ALL, History.NEWEST, 9)).isEmpty();
      store.commit(audit("go on"));
    }
  }

  @Test
  void aStateWithoutBackfillsIsOpenedAndKeepsItsRuns() throws Exception {
    layOut("2");
    execute(
        "UPDATE meta SET value = '2' WHERE name = 'format'",
        "INSERT INTO run (id, worker, kind, roots, root, family, host, person, code, started,"
            + " ended, status, done, done_before, failed, running, open) VALUES ('r', 'w', 'run',"
            + " '[\"a\"]', 'a', 'F', 'h', 'ann', '', 1, 2, 'DONE', 1, 0, 0, 0, 0)");
    try (StateStore store = store()) {
      store.open();
      assertThat(store.history().run("r")).map(RunRecord::person).contains("ann");
      assertThat(store.history().openBackfills()).isEmpty();
      store.commit(backfills(new BackfillChange(backfill("b", NOW), List.of())));
      assertThat(store.history().openBackfills()).hasSize(1);
    }
  }

  @Test
  void aStateWithoutOutputsIsOpenedAndKeepsItsTasks() throws Exception {
    layOut("3");
    execute(
        "UPDATE meta SET value = '3' WHERE name = 'format'",
        "INSERT INTO shared (number, kind, value) VALUES (1, 'SIGNATURE',"
            + " '{\"names\":[],\"visibilities\":[]}'), (2, 'TERMS', '%s'), (3, 'WORKERS', '[]')"
                .formatted(TermsJson.of(Terms.PLAIN)),
        "INSERT INTO task (number, id, family, heard, signature, parameters, terms)"
            + " VALUES (7, 'a', 'F', 1, 1, '{}', 2)",
        "INSERT INTO task_state (number, status, priority, updated, announced, runnable, batchable,"
            + " stakeholders, able, attempts) VALUES (7, 'DONE', 0, 1, 1, 1, 0, 3, 3, 1)");
    try (StateStore store = store()) {
      Snapshot snapshot = store.open();
      assertThat(snapshot.tasks()).extracting(TaskRow::id).containsExactly("a");
      assertThat(store.history().outputs(7)).isEmpty();
      Recorder recorder = new Recorder();
      Scheduler scheduler = Scheduler.restore(SchedulerSettings.DAEMON, recorder, snapshot);
      tell(scheduler, "/data/a");
      store.commit(recorder.take(scheduler, NOW));
      assertThat(store.history().outputs(7)).containsExactly("/data/a");
    }
  }

  private static void tell(Scheduler scheduler, String... outputs) {
    Announcement one = Announcement.pending("a", "F", List.of()).withOutputs(List.of(outputs));
    scheduler.apply(new Command.Announce("w", List.of(one)), NOW);
  }

  @Test
  void outputsAreKeptUntilOthersAreToldOrTheTaskIsForgotten() throws SQLException {
    try (StateStore store = store()) {
      store.open();
      Recorder recorder = new Recorder();
      Scheduler scheduler = new Scheduler(SchedulerSettings.DAEMON, recorder);
      tell(scheduler, "/data/\0\ud800\"\n", "warehouse:sales");
      store.commit(recorder.take(scheduler, NOW));
      tell(scheduler);
      store.commit(recorder.take(scheduler, NOW));
      long order = scheduler.task("a").orElseThrow().order();
      assertThat(store.history().outputs(order))
          .containsExactly("/data/\0\ud800\"\n", "warehouse:sales");

      tell(scheduler, "/data/b");
      store.commit(recorder.take(scheduler, NOW));
      assertThat(store.history().outputs(order)).containsExactly("/data/b");
      assertThat(shown()).containsExactly("[\"/data/b\"]");

      scheduler.apply(new Command.Forget("w"), NOW);
      scheduler.apply(new Command.Prune(), NOW);
      Instant later = NOW.plus(SchedulerSettings.DAEMON.removeDelay()).plusSeconds(1);
      scheduler.apply(new Command.Prune(), later);
      store.commit(recorder.take(scheduler, later));
      assertThat(store.open().tasks()).isEmpty();
      assertThat(store.history().outputs(order)).isEmpty();
    }
  }

  /** What an operator sees of outputs. */
  private List<String> shown() throws SQLException {
    List<String> outputs = new ArrayList<>();
    try (Connection connection = operator();
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("SELECT outputs FROM tasks ORDER BY id")) {
      while (row.next()) {
        outputs.add(row.getString(1));
      }
    }
    return outputs;
  }

  static BackfillRecord backfill(String id, Instant begun) {
    return new BackfillRecord(
        id,
        "F\0",
        Map.of("lang", "de\0"),
        "day",
        "1",
        "3",
        3,
        2,
        "ann",
        begun,
        BackfillRecord.Condition.RUNNING,
        Optional.empty(),
        BackfillRecord.Counts.NONE);
  }

  static Changeset backfills(BackfillChange... changes) {
    return new Changeset(
        NOW,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of(changes));
  }

  private static List<BackfillRecord.Value> values(StateStore store, BackfillRecord.State... of) {
    return store.history().values("b", List.of(of), 9);
  }

  @Test
  void aBackfillIsKeptWithWhatBecameOfItsValues() {
    try (StateStore store = store()) {
      store.open();
      BackfillRecord begun = backfill("b", NOW);
      List<BackfillRecord.Value> all = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        all.add(BackfillRecord.Value.waiting(i, "v\0" + i));
      }
      store.commit(backfills(new BackfillChange(begun, all)));
      assertThat(store.history().openBackfills()).containsExactly(begun);
      assertThat(values(store, BackfillRecord.State.WAITING)).isEqualTo(all);

      // Two changes of one row in a group.
      BackfillRecord going = begun.with(new BackfillRecord.Counts(1, 0, 0, 1, 5));
      BackfillRecord.Value started = all.get(0).started("s", "F_1");
      BackfillRecord.Value refused = all.get(1).refused("a holiday");
      store.commit(
          backfills(
              new BackfillChange(begun, List.of(all.get(0))),
              new BackfillChange(going, List.of(started, refused)),
              new BackfillChange(
                  going.with(BackfillRecord.Condition.PAUSED), List.of(started.ended(false)))));
      store.close();
      store.open();
      assertThat(store.history().openBackfills())
          .containsExactly(going.with(BackfillRecord.Condition.PAUSED));
      assertThat(store.history().backfill("b"))
          .contains(going.with(BackfillRecord.Condition.PAUSED));
      assertThat(store.history().backfill("x")).isEmpty();
      assertThat(values(store, BackfillRecord.State.WAITING)).containsExactly(all.get(2));
      assertThat(values(store, BackfillRecord.State.REFUSED, BackfillRecord.State.FAILED))
          .containsExactly(started.ended(false), refused);
    }
  }

  @Test
  void backfillsThatEndedAreForgottenByAgeAndNumberAndOthersNever() {
    try (StateStore store = store()) {
      store.open();
      List<BackfillChange> changes = new ArrayList<>();
      changes.add(new BackfillChange(backfill("open", NOW.minusSeconds(99)), List.of()));
      for (int i = 0; i < BackfillRows.MOST_ENDED + 3; i++) {
        BackfillRecord one = backfill("b" + i, NOW);
        changes.add(
            new BackfillChange(
                one.ended(BackfillRecord.Condition.OVER, NOW.plusSeconds(i)),
                List.of(BackfillRecord.Value.waiting(0, "v"))));
      }
      store.commit(backfills(changes.toArray(new BackfillChange[0])));
      History history = store.history();
      store.forgetBefore(NOW);
      List<History.PastBackfill> kept = history.backfills(History.NEWEST, 2_000);
      assertThat(kept).hasSize(BackfillRows.MOST_ENDED);
      assertThat(kept.getFirst().backfill().id()).isEqualTo("b" + (BackfillRows.MOST_ENDED + 2));
      assertThat(history.backfill("b2")).isEmpty();
      assertThat(history.values("b2", List.of(BackfillRecord.State.WAITING), 9)).isEmpty();
      assertThat(history.values("b3", List.of(BackfillRecord.State.WAITING), 9)).hasSize(1);
      assertThat(history.backfills(kept.getFirst().number(), 1)).containsExactly(kept.get(1));
      store.forgetBefore(NOW.plusSeconds(10));
      assertThat(history.backfill("b9")).isEmpty();
      assertThat(history.backfill("b10")).isPresent();
      store.forgetBefore(NOW.plusSeconds(1_000_000));
      assertThat(history.backfills(History.NEWEST, 9)).isEmpty();
      assertThat(history.openBackfills()).extracting(BackfillRecord::id).containsExactly("open");
    }
  }

  @Test
  void whatPeopleDidIsKept() {
    try (StateStore store = store()) {
      store.open();
      store.commit(audit("retry"));
      store.commit(audit("pause"));
      assertThat(store.history().audit(History.NEWEST, 9))
          .extracting(one -> one.entry().action())
          .containsExactly("pause", "retry");
      assertThat(store.history().audit(History.NEWEST, 9).getFirst().entry().who())
          .isEqualTo("ann\0");
    }
  }

  @Test
  void anOperatorReadsStatusAndParametersWithSql() throws SQLException {
    try (StateStore store = store()) {
      store.open();
      Recorder recorder = new Recorder();
      Scheduler scheduler = new Scheduler(SchedulerSettings.DAEMON, recorder);
      scheduler.apply(
          new Command.Announce("w", List.of(Announcement.pending("a", "F", List.of("b")))), NOW);
      store.commit(recorder.take(scheduler, NOW));
      try (Connection connection = operator();
          Statement statement = connection.createStatement();
          var row =
              statement.executeQuery(
                  "SELECT id, status, parameters, dependencies, stakeholders, heard FROM tasks"
                      + " ORDER BY id")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getString(1)).isEqualTo("a");
        assertThat(row.getString(2)).isEqualTo("PENDING");
        assertThat(row.getString(3)).isEqualTo("{}");
        assertThat(row.getString(4)).isEqualTo("[\"b\"]");
        assertThat(row.getString(5)).isEqualTo("[\"w\"]");
        assertThat(row.getString(6)).startsWith("2026-11-21 10:00:00");
      }
    }
  }

  @Test
  void aSecondServerIsRefusedAndToldWhoHasTheState() {
    try (StateStore first = store();
        StateStore second = store()) {
      first.open();
      assertThatThrownBy(second::open)
          .isInstanceOf(StateInUseException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("hint: ");
      first.commit(audit("still mine"));
      first.close();
      second.open();
      second.commit(audit("now mine"));
    }
  }

  @Test
  void aServerWhoseStateWasTakenOverCanWriteNothingMore() throws SQLException {
    try (StateStore store = store()) {
      store.open();
      store.commit(audit("mine"));
      execute("UPDATE hold SET epoch = epoch + 1, holder = 'another'");
      assertThatThrownBy(() -> store.commit(audit("too late")))
          .isInstanceOf(StateInUseException.class);
      assertThatThrownBy(() -> store.forgetBefore(NOW)).isInstanceOf(StateInUseException.class);
      assertThat(store.history().audit(History.NEWEST, 9)).hasSize(1);
    }
  }

  @Test
  void aStateOfANewerReleaseIsRefusedByNamingBoth() throws SQLException {
    try (StateStore newer = store("7.5")) {
      newer.open();
    }
    execute("UPDATE meta SET value = '99' WHERE name = 'format'");
    try (StateStore store = store("1.0")) {
      assertThatThrownBy(store::open)
          .isInstanceOf(UnusableStateException.class)
          .hasMessageContaining("release 7.5, layout 99")
          .hasMessageContaining("release 1.0, layout " + Layout.PRESENT);
    }
  }

  @Test
  void aStateWhoseRowsDoNotFitTogetherIsRefused() throws SQLException {
    try (StateStore store = store()) {
      store.open();
      Recorder recorder = new Recorder();
      Scheduler scheduler = new Scheduler(SchedulerSettings.DAEMON, recorder);
      scheduler.apply(
          new Command.Announce("w", List.of(Announcement.pending("a", "F", List.of()))), NOW);
      store.commit(recorder.take(scheduler, NOW));
      store.close();
      execute("UPDATE task_state SET status = 'WHATEVER'");
      assertThatThrownBy(store::open)
          .isInstanceOf(UnusableStateException.class)
          .hasMessageContaining("damaged");
      execute("DELETE FROM task_state");
      assertThatThrownBy(store::open)
          .isInstanceOf(UnusableStateException.class)
          .hasMessageContaining("Of 1 tasks, 0 have a state");
    }
  }

  @Test
  void aFailedCommitLeavesNothingBehind() throws SQLException {
    try (StateStore store = store()) {
      store.open();
      Recorder recorder = new Recorder();
      Scheduler scheduler = new Scheduler(SchedulerSettings.DAEMON, recorder);
      scheduler.apply(
          new Command.Announce("w", List.of(Announcement.pending("a", "F", List.of()))), NOW);
      execute("ALTER TABLE worker RENAME TO gone");
      Changeset changes = recorder.take(scheduler, NOW);
      assertThatThrownBy(() -> store.commit(changes)).isInstanceOf(StoreException.class);
      store.close();
      execute("ALTER TABLE gone RENAME TO worker");
      List<TaskRow> tasks = store.open().tasks();
      assertThat(tasks).isEmpty();
    }
  }
}
