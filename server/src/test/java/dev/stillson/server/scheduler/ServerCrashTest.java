package dev.stillson.server.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Changes;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.SchedulerSettings;
import dev.stillson.core.scheduler.Snapshot;
import dev.stillson.core.scheduler.TaskRow;
import dev.stillson.core.scheduler.WorkerRow;
import dev.stillson.server.store.RandomCommands;
import dev.stillson.server.store.SqliteStateStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store that fails again and again, before and after commits, and while it is opened. */
@Timeout(120)
class ServerCrashTest {
  private static final SchedulerSettings SETTINGS = SchedulerSettings.DAEMON;
  @TempDir Path folder;
  private volatile Instant now = Instant.parse("2026-11-21T10:00:00.000000001Z");
  private final long seed = Long.getLong("stillson.seed", System.nanoTime());

  private FaultyStore store(Random random, int oneIn) {
    return new FaultyStore(new SqliteStateStore(folder.resolve("data"), "1.0"), random, oneIn);
  }

  /**
   * All but when workers were heard of, and by how much the orders differ: after a reading the
   * numbers of what has been removed are given again.
   */
  private record Known(
      List<TaskRow> tasks, List<WorkerRow> workers, Map<String, Double> totals, boolean paused) {
    static Known of(Snapshot snapshot) {
      List<TaskRow> tasks = new ArrayList<>(snapshot.tasks());
      tasks.sort(Comparator.comparingLong(TaskRow::order));
      for (int i = 0; i < tasks.size(); i++) {
        tasks.set(i, withOrder(tasks.get(i), i));
      }
      List<WorkerRow> workers = new ArrayList<>();
      for (WorkerRow row : snapshot.workers()) {
        workers.add(
            new WorkerRow(
                row.id(),
                workers.size(),
                row.profile(),
                row.started(),
                Instant.EPOCH,
                Optional.empty(),
                row.registered(),
                row.disabled(),
                row.messages(),
                row.messageNumber(),
                row.batching()));
      }
      return new Known(tasks, workers, snapshot.totals(), snapshot.paused());
    }
  }

  private static TaskRow withOrder(TaskRow row, int order) {
    return new TaskRow(
        row.id(),
        row.family(),
        row.parameters(),
        row.terms(),
        row.priority(),
        row.status(),
        row.announced(),
        row.runnable(),
        row.batchable(),
        order,
        row.heard(),
        row.updated(),
        row.dependencies(),
        row.stakeholders(),
        row.able(),
        row.latest(),
        row.attempts(),
        row.attempt(),
        row.failures(),
        row.batch(),
        row.disabledAt(),
        row.due(),
        row.removal(),
        row.remarks());
  }

  private static Object step(Scheduler scheduler, Command<?> command, Instant now) {
    // Pruning before and after makes it the same whether the loop prunes in between.
    scheduler.apply(new Command.Prune(), now);
    Object reply = scheduler.apply(command, now);
    scheduler.apply(new Command.Prune(), now);
    return reply;
  }

  private static Scheduler copy(Snapshot snapshot) {
    return Scheduler.restore(SETTINGS, Changes.NONE, snapshot);
  }

  @Test
  void afterEachCrashTheStateIsTheOneBeforeOrAfterTheCommandThatWasNotAcknowledged()
      throws InterruptedException {
    Random random = new Random(seed);
    RandomCommands commands = new RandomCommands(random, 14);
    int crashes = 0;
    SchedulerThread thread =
        new SchedulerThread(
            store(new Random(seed + 1), 25), SETTINGS, true, StateSettings.RETENTION, () -> now);
    try (ServerState state = begin(thread)) {
      Scheduler model = new Scheduler(SETTINGS);
      for (int i = 0; i < Integer.getInteger("stillson.crash.steps", 2_500); i++) {
        String context = "seed " + seed + ", step " + i;
        int pause = random.nextInt(40);
        Instant time = now.plusMillis(pause == 0 ? 700_000 : 100L * pause);
        Command<?> command = commands.next();
        Snapshot before = model.snapshot();
        Object expected = step(model, command, time);
        Object reply;
        try {
          // The clock moves on the scheduler's thread, so that nothing is pruned in between.
          reply =
              state
                  .scheduler()
                  .perform((scheduler, at) -> {
                    now = time;
                    return step(scheduler, command, time);
                  });
        } catch (SchedulerUnavailableException e) {
          crashes++;
          Snapshot actual = snapshot(state);
          Known known = Known.of(actual);
          Set<Known> candidates = candidates(before, model.snapshot(), time);
          assertThat(candidates.contains(known))
              .as(() -> context + ", " + differences(known, candidates))
              .isTrue();
          model = copy(settled(state));
          continue;
        }
        assertThat(reply).as(context).isEqualTo(expected);
        commands.hear(command, reply);
        if (i % 20 == 0) {
          Known known = Known.of(snapshot(state));
          Set<Known> expectedState = Set.of(Known.of(model.snapshot()));
          assertThat(expectedState.contains(known))
              .as(() -> context + ", " + differences(known, expectedState))
              .isTrue();
        }
      }
    }
    assertThat(crashes).as("seed " + seed).isPositive();
  }

  /** With the prunings that the loop may have made before the crash and after it. */
  private static Set<Known> candidates(Snapshot before, Snapshot after, Instant now) {
    Set<Known> candidates = new LinkedHashSet<>();
    for (Snapshot one : List.of(before, pruned(before, now), after)) {
      candidates.add(Known.of(one));
      candidates.add(Known.of(pruned(greeted(one, now), now)));
    }
    return candidates;
  }

  private static String differences(Known actual, Set<Known> candidates) {
    StringBuilder text = new StringBuilder();
    for (Known one : candidates) {
      text.append("\nagainst a candidate:");
      Set<Object> rows = new LinkedHashSet<>(actual.tasks);
      rows.addAll(actual.workers);
      Set<Object> others = new LinkedHashSet<>(one.tasks);
      others.addAll(one.workers);
      rows.stream().filter(row -> !others.contains(row)).forEach(row -> text.append("\n + " + row));
      others.stream().filter(row -> !rows.contains(row)).forEach(row -> text.append("\n - " + row));
    }
    // Reports end at what is no proper text.
    return text.toString().replaceAll("[^ -~\n]", "?");
  }

  private static Snapshot pruned(Snapshot snapshot, Instant now) {
    Scheduler scheduler = copy(snapshot);
    scheduler.apply(new Command.Prune(), now);
    return scheduler.snapshot();
  }

  private static Snapshot greeted(Snapshot snapshot, Instant now) {
    return new Snapshot(
        snapshot.tasks(),
        snapshot.workers().stream().map(row -> row.withLastActive(now)).toList(),
        snapshot.totals(),
        snapshot.paused());
  }

  private static SchedulerThread begin(SchedulerThread thread) {
    thread.begin().awaitBegun();
    return thread;
  }

  /**
   * The state after a pruning that is stored: what the loop prunes on its own until the clock moves
   * changes nothing more.
   */
  private Snapshot settled(ServerState state) {
    while (true) {
      try {
        return state
            .scheduler()
            .perform((scheduler, at) -> {
              scheduler.apply(new Command.Prune(), now);
              return scheduler.snapshot();
            });
      } catch (SchedulerUnavailableException e) {
        Thread.onSpinWait();
      }
    }
  }

  private static Snapshot snapshot(ServerState state) {
    while (true) {
      try {
        return state.scheduler().look(Scheduler::snapshot);
      } catch (SchedulerUnavailableException e) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void whateverManyCallersWereToldIsThereAndWhatTheyWereNotIsThereAsAWholeOrNotAtAll() {
    FaultyStore store = store(new Random(seed), 12);
    Set<String> told = ConcurrentHashMap.newKeySet();
    SchedulerThread thread =
        new SchedulerThread(store, SETTINGS, true, StateSettings.RETENTION, Instant::now);
    try (ServerState state = begin(thread)) {
      try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int c = 0; c < 16; c++) {
          int caller = c;
          callers.execute(() -> {
            for (int i = 0; i < 60; i++) {
              pair(state, "caller" + caller + "-" + i, told);
            }
          });
        }
      }
      Snapshot snapshot = snapshot(state);
      Set<String> there = ConcurrentHashMap.newKeySet();
      snapshot.tasks().forEach(row -> there.add(row.id()));
      for (String name : told) {
        assertThat(there).as("seed %s", seed).contains(name + "/a", name + "/b");
      }
      for (String id : there) {
        String other = id.substring(0, id.length() - 1) + (id.endsWith("a") ? "b" : "a");
        assertThat(there).as("seed %s", seed).contains(other);
      }
      assertThat(state.statistics().failedCommits()).as("seed %s", seed).isPositive();
      assertThat(told).hasSize(16 * 60);
    }
  }

  /** Announces two tasks in one piece of work, again and again until it is told that they are. */
  private static void pair(ServerState state, String name, Set<String> told) {
    while (!told.contains(name)) {
      try {
        state
            .scheduler()
            .perform((scheduler, now) -> {
              for (String id : List.of(name + "/a", name + "/b")) {
                scheduler.apply(
                    new Command.Announce(
                        "w", List.of(Announcement.pending(id, "Family", List.of()))),
                    now);
              }
              return true;
            });
        told.add(name);
      } catch (SchedulerUnavailableException e) {
        Thread.onSpinWait();
      }
    }
  }
}
