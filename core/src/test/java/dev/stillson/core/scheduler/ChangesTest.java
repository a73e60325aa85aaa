package dev.stillson.core.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
    boolean general;

    @Override
    public void task(String id) {
      touchedTasks.add(id);
    }

    @Override
    public void taskRemoved(String id) {
      touchedTasks.add(id);
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
        scheduler.task(id).ifPresentOrElse(row -> tasks.put(id, row), () -> tasks.remove(id));
      }
      for (String id : touchedWorkers) {
        scheduler.worker(id).ifPresentOrElse(row -> workers.put(id, row), () -> workers.remove(id));
      }
      touchedTasks.clear();
      touchedWorkers.clear();
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
        assertThat(store.general || totals.equals(snapshot.totals())).as(context).isTrue();
      }
    }
  }

  private static Object apply(Scheduler scheduler, Command<?> command, Instant now) {
    return scheduler.apply(command, now);
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
}
