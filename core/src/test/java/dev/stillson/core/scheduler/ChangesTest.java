package dev.stillson.core.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A store that saves exactly the rows it is told of always has the whole state. */
class ChangesTest {

  /** Keeps the last saved rows. */
  private static final class Store implements Changes {
    final Map<String, TaskRow> tasks = new HashMap<>();
    final Map<String, WorkerRow> workers = new HashMap<>();
    private final TreeSet<String> touchedTasks = new TreeSet<>();
    private final TreeSet<String> touchedWorkers = new TreeSet<>();
    private final TreeSet<String> described = new TreeSet<>();
    private final Map<String, Long> orders = new HashMap<>();
    private final Set<Lease> ended = new HashSet<>();
    final List<AttemptStart> starts = new ArrayList<>();
    final List<AttemptEnd> ends = new ArrayList<>();
    final List<RunEnd> runs = new ArrayList<>();
    final List<List<String>> outputs = new ArrayList<>();
    boolean general;

    @Override
    public void outputs(String id, List<String> told) {
      outputs.add(told);
    }

    @Override
    public void task(String id) {
      touchedTasks.add(id);
    }

    @Override
    public void taskDescribed(String id) {
      touchedTasks.add(id);
      described.add(id);
    }

    @Override
    public void taskRemoved(String id, long order) {
      assertThat(orders.get(id)).isEqualTo(order);
      touchedTasks.add(id);
    }

    @Override
    public void runEnded(RunEnd end) {
      runs.add(end);
    }

    @Override
    public void attemptStarted(AttemptStart start) {
      starts.add(start);
    }

    @Override
    public void attemptEnded(AttemptEnd end, List<String> runs) {
      assertThat(ended.add(new Lease(end.taskId() + "@" + end.started(), end.attempt())))
          .as("An attempt ends once: %s", end)
          .isTrue();
      ends.add(end);
    }

    @Override
    public void worker(String id) {
      touchedWorkers.add(id);
    }

    @Override
    public void workerRemoved(String id) {
      touchedWorkers.add(id);
    }

    @Override
    public void general() {
      general = true;
    }

    void save(Scheduler scheduler) {
      for (String id : touchedTasks) {
        scheduler.task(id).ifPresentOrElse(this::save, () -> tasks.remove(id));
      }
      for (String id : touchedWorkers) {
        scheduler.worker(id).ifPresentOrElse(row -> workers.put(id, row), () -> workers.remove(id));
      }
      touchedTasks.clear();
      described.clear();
      touchedWorkers.clear();
    }

    private void save(TaskRow row) {
      TaskRow old = tasks.put(row.id(), row);
      orders.put(row.id(), row.order());
      if (!described.contains(row.id())) {
        assertThat(old).as("A new task is described: %s", row).isNotNull();
        assertThat(List.of(row.family(), row.parameters(), row.terms(), row.dependencies()))
            .as("What was not told to differ does not: %s", row)
            .isEqualTo(List.of(old.family(), old.parameters(), old.terms(), old.dependencies()));
        assertThat(row.order()).isEqualTo(old.order());
        assertThat(row.heard()).isEqualTo(old.heard());
      }
    }
  }

  @Test
  void theSavedRowsAreTheStateAfterEachCommand() {
    long seed = Long.getLong("stillson.seed", System.nanoTime());
    for (int i = 0; i < 60; i++) {
      World world = new World(new Random(seed + i));
      Store store = new Store();
      Scheduler scheduler = new Scheduler(SchedulerSettings.DAEMON, store);
      for (int step = 0; step < 200; step++) {
        Command<?> command = world.next();
        Map<String, Double> totals = scheduler.snapshot().totals();
        store.general = false;
        world.hear(command, apply(scheduler, command, world.now));
        store.save(scheduler);
        Snapshot snapshot = scheduler.snapshot();
        String context = "seed " + (seed + i) + ", step " + step + ", " + command;
        assertThat(store.tasks.values())
            .as(context)
            .containsExactlyInAnyOrderElementsOf(snapshot.tasks());
        assertThat(store.workers.values())
            .as(context)
            .containsExactlyInAnyOrderElementsOf(snapshot.workers());
        for (AttemptEnd end : store.ends) {
          assertThat(end.attempt()).as(context).isPositive();
        }
        store.ends.clear();
        assertThat(store.general || totals.equals(snapshot.totals())).as(context).isTrue();
      }
    }
  }

  private static Object apply(Scheduler scheduler, Command<?> command, Instant now) {
    return scheduler.apply(command, now);
  }

  @Test
  void anAttemptTellsSinceWhenItCouldHaveBegun() {
    Store store = new Store();
    Stage stage = new Stage(SchedulerSettings.DAEMON, store);
    stage.pending("w", "low").pending("w", "high", "low");
    stage.pass(Duration.ofSeconds(5));
    Lease low = stage.start("w", "low");
    stage.pass(Duration.ofSeconds(10));
    stage.done("w", low);
    stage.pass(Duration.ofSeconds(1));
    stage.start("w", "high");
    Instant start = Stage.START;
    assertThat(store.starts)
        .containsExactly(
            new AttemptStart("low", "Family", 1, start, start.plusSeconds(5)),
            new AttemptStart("high", "Family", 1, start.plusSeconds(15), start.plusSeconds(16)));
  }

  private static void tell(Scheduler scheduler, Presence presence, String... outputs) {
    Announcement one = Stage.task("a").as(presence).told().withOutputs(List.of(outputs));
    scheduler.apply(new Command.Announce("w", List.of(one)), Stage.START);
  }

  @Test
  void outputsAreToldOfUnlessTheSameWereToldBefore() {
    Store store = new Store();
    Scheduler scheduler = new Scheduler(SchedulerSettings.DAEMON, store);
    tell(scheduler, Presence.PENDING, "/data/a", "/data/b");
    assertThat(store.outputs).containsExactly(List.of("/data/a", "/data/b"));
    tell(scheduler, Presence.PENDING, "/data/a", "/data/b");
    tell(scheduler, Presence.PENDING);
    assertThat(store.outputs).as("the same, and nothing").hasSize(1);
    tell(scheduler, Presence.PENDING, "/data/b", "/data/a");
    assertThat(store.outputs).hasSize(2);
    tell(scheduler, Presence.EXTERNAL, "/elsewhere/a");
    assertThat(store.outputs).as("by one who cannot make it").hasSize(2);
    tell(scheduler, Presence.DONE, "/data/c");
    assertThat(store.outputs.getLast()).containsExactly("/data/c");

    Scheduler restored = Scheduler.restore(SchedulerSettings.DAEMON, store, scheduler.snapshot());
    tell(restored, Presence.DONE, "/data/c");
    assertThat(store.outputs).as("what was told is not known any more").hasSize(4);
  }

  @Test
  void aTaskThatIsForgottenAndComesBackTellsItsOutputsAgain() {
    Store store = new Store();
    Scheduler scheduler = new Scheduler(SchedulerSettings.DAEMON, store);
    tell(scheduler, Presence.EXTERNAL, "/data/a");
    // Named by another task it is not gone altogether.
    Announcement other = Announcement.pending("b", "F", List.of("a"));
    scheduler.apply(new Command.Announce("v", List.of(other)), Stage.START);
    store.save(scheduler);
    scheduler.apply(new Command.Cancel("b"), Stage.START);
    scheduler.apply(new Command.Forget("w"), Stage.START);
    scheduler.apply(new Command.Forget("v"), Stage.START);
    scheduler.apply(new Command.Prune(), Stage.START);
    Instant later = Stage.START.plus(SchedulerSettings.DAEMON.removeDelay());
    scheduler.apply(new Command.Prune(), later.plusSeconds(1));
    assertThat(scheduler.snapshot().tasks()).isEmpty();
    tell(scheduler, Presence.EXTERNAL, "/data/a");
    assertThat(store.outputs).hasSize(2);
  }

  @Test
  void aRestoredSchedulerHasTheSameRows() {
    World world = new World(new Random(7));
    Scheduler scheduler = new Scheduler(SchedulerSettings.DAEMON);
    for (int step = 0; step < 300; step++) {
      Command<?> command = world.next();
      world.hear(command, apply(scheduler, command, world.now));
      Snapshot snapshot = scheduler.snapshot();
      Scheduler restored = Scheduler.restore(SchedulerSettings.DAEMON, Changes.NONE, snapshot);
      assertThat(restored.snapshot().tasks()).containsExactlyInAnyOrderElementsOf(snapshot.tasks());
      assertThat(restored.snapshot().workers()).isEqualTo(snapshot.workers());
    }
  }

  @Test
  void rowsThatDoNotFitTogetherAreRefused() {
    Stage stage = new Stage();
    stage.pending("w", "a").start("w", "a");
    Snapshot whole = stage.scheduler.snapshot();
    Snapshot torn = new Snapshot(whole.tasks(), List.of(), whole.totals(), whole.paused());
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> Scheduler.restore(SchedulerSettings.DAEMON, Changes.NONE, torn))
        .hasMessage("Task a is held by worker w, which has no row");
  }

  @Test
  void aTaskThatDependsOnItselfAndOthersIsForgottenLikeAnyOther() {
    Scheduler scheduler = new Scheduler(SchedulerSettings.DAEMON);
    Instant now = Stage.START;
    scheduler.apply(
        new Command.Announce("w", List.of(Announcement.pending("a", "F", List.of("a", "b", "c")))),
        now);
    scheduler.apply(new Command.Forget("w"), now);
    scheduler.apply(new Command.Prune(), now);
    scheduler.apply(new Command.Prune(), now.plus(SchedulerSettings.DAEMON.removeDelay()));
    assertThat(scheduler.snapshot().tasks()).isEmpty();
    assertThat(scheduler.state().graph.edges.count()).isZero();
  }
}
