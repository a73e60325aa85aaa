package dev.stillson.core.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Luigi's commands among our own: whatever workers of both kinds say to one scheduler, its books
 * agree. What each command does is shown by the transcripts in the protocol module. {@code
 * -Dstillson.seed=N} repeats a run.
 */
class LuigiCommandTest {
  private static final RetryRule RETRY =
      new RetryRule.Windowed(3, Duration.ofMinutes(10), Duration.ofDays(1));
  private static final List<Status> ALL =
      List.of(
          Status.PENDING,
          Status.PENDING,
          Status.PENDING,
          Status.RUNNING,
          Status.DONE,
          Status.FAILED,
          Status.FAILED,
          Status.DISABLED,
          Status.UNKNOWN);

  /** Where nothing fails, tasks of one family are ready together more often: a batch. */
  private static final List<Status> CALM = List.of(Status.PENDING, Status.PENDING, Status.DONE);

  @Test
  void theBooksAgreeAfterCommandsOfBothKinds() {
    long seed = Long.getLong("stillson.seed", System.nanoTime());
    Set<Status> seen = new HashSet<>();
    int batches = 0;
    for (int i = 0; i < 150; i++) {
      Random random = new Random(seed + i);
      boolean calm = i % 3 == 0;
      World world = new World(random);
      Scheduler scheduler = new Scheduler(SchedulerSettings.DAEMON);
      for (int step = 0; step < 300; step++) {
        Command<?> command =
            random.nextInt(calm ? 15 : 3) == 0 ? world.next() : luigi(random, calm);
        try {
          Object reply = scheduler.apply(command, world.now);
          world.hear(command, reply);
          batches += reply instanceof LuigiCommand.Work work && work.batch().isPresent() ? 1 : 0;
          SelfCheck.check(scheduler.state());
        } catch (IllegalArgumentException e) {
          assertThat(e).hasMessageContaining("of which no task is left");
        } catch (AssertionError | RuntimeException e) {
          throw new AssertionError("seed " + (seed + i) + ", step " + step + ": " + command, e);
        }
        if (random.nextInt(40) == 0) {
          Snapshot snapshot = scheduler.snapshot();
          scheduler = Scheduler.restore(SchedulerSettings.DAEMON, Changes.NONE, snapshot);
          assertThat(scheduler.snapshot().tasks())
              .containsExactlyInAnyOrderElementsOf(snapshot.tasks());
        }
        seen.addAll(scheduler.counts().keySet());
      }
    }
    assertThat(seen).contains(Status.values());
    assertThat(batches).isPositive();
  }

  /** Workers 0 and 1 speak both languages, which no real worker does. */
  private static Command<?> luigi(Random random, boolean calm) {
    String worker =
        random.nextInt(3) == 0 ? "worker" + random.nextInt(2) : "python" + random.nextInt(3);
    return switch (random.nextInt(10)) {
      case 0, 1, 2, 3, 4 -> add(worker, random, calm);
      case 5, 6 ->
          new LuigiCommand.GetWork(
              worker,
              worker.equals("python2"),
              random.nextBoolean() ? Optional.empty() : Optional.of(Set.of("task1", "task2")));
      case 7 ->
          new LuigiCommand.AddBatcher(
              worker, "family" + random.nextInt(2), new Batching(List.of("day"), 3));
      case 8 -> new LuigiCommand.Decrease("task" + random.nextInt(15), Demand.of("disk", 1));
      default ->
          random.nextBoolean()
              ? new LuigiCommand.Ping(worker)
              : new LuigiCommand.AddWorker(
                  worker,
                  Optional.empty(),
                  OptionalInt.of(2),
                  Optional.empty(),
                  java.util.Map.of("pid", "1"));
    };
  }

  private static LuigiCommand.AddTask add(String worker, Random random, boolean calm) {
    int number = random.nextInt(15);
    List<Status> statuses = calm ? CALM : ALL;
    List<String> below = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0 && number > 0; i--) {
      below.add("task" + random.nextInt(number));
    }
    Status asked = statuses.get(random.nextInt(statuses.size()));
    return new LuigiCommand.AddTask(
        worker,
        "task" + number,
        asked,
        random.nextInt(4) > 0,
        random.nextBoolean() ? Optional.of(below) : Optional.empty(),
        random.nextInt(6) == 0 ? Optional.of(below) : Optional.empty(),
        random.nextBoolean() ? Optional.of("told") : Optional.empty(),
        random.nextInt(4) - 1,
        "family" + (number % 3 == 0 ? 1 : 0),
        Parameters.of(Signature.of("day", "city"), "day" + number, "city0"),
        new Terms(
            number % 2 == 0 ? Demand.NONE : Demand.of("disk", 1),
            RETRY,
            Optional.empty(),
            false,
            Optional.of("module")),
        Optional.of(random.nextBoolean()),
        worker.equals("python2"),
        random.nextInt(5) == 0 ? Optional.of("http://here") : Optional.empty(),
        random.nextInt(3) == 0 ? Optional.of(random.nextInt(4) > 0) : Optional.empty(),
        random.nextInt(20) == 0 ? Optional.of("batch") : Optional.empty(),
        RETRY);
  }

  @Test
  void theModuleOfAPythonTaskSurvivesARestart() {
    Scheduler scheduler = new Scheduler(SchedulerSettings.DAEMON);
    Instant now = Stage.START;
    scheduler.apply(add("python0", new Random(1), false), now);
    Snapshot snapshot = scheduler.snapshot();
    assertThat(snapshot.tasks()).hasSizeGreaterThan(0);
    Scheduler restored = Scheduler.restore(SchedulerSettings.DAEMON, Changes.NONE, snapshot);
    assertThat(restored.snapshot().tasks())
        .anyMatch(row -> row.terms().module().equals(Optional.of("module")));
  }
}
