package dev.stillson.core.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Random commands go to the scheduler and to the {@link Oracle}; all replies and statuses must be
 * equal. {@code -Dstillson.seed=N} repeats the run that a failure names, {@code
 * -Dstillson.worlds=N} makes it longer or shorter.
 */
class OracleTest {
  private static final int STEPS = 300;

  /** What must have happened in a run over many worlds, or it proves little. */
  private static final Set<String> WANTED =
      Set.of(
          "batch",
          "resumption",
          "resumption after failures",
          "assignment",
          "Accepted",
          "Parked",
          "Settled",
          "Cycle",
          "UNKNOWN_TASK",
          "ATTEMPT_OVER",
          "MEMBER_OF_A_BATCH",
          "ALREADY_PARKED",
          "UNKNOWN_DEPENDENCY",
          "lost lease",
          "DISABLED",
          "UNREGISTERED",
          "ACTIVE");

  private final Set<String> seen = new HashSet<>();

  @Test
  void schedulerAndOracleGiveTheSameRepliesToRandomCommands() {
    Long fixed = Long.getLong("stillson.seed");
    int worlds = fixed != null ? 1 : Integer.getInteger("stillson.worlds", 700);
    long first = fixed != null ? fixed : System.nanoTime();
    for (int i = 0; i < worlds; i++) {
      run(first + i);
    }
    if (worlds > 100) {
      assertThat(seen).containsAll(WANTED);
    }
  }

  private void run(long seed) {
    Random random = new Random(seed);
    SchedulerSettings settings = settings(random);
    World world = new World(random);
    Scheduler scheduler = new Scheduler(settings);
    Oracle oracle = new Oracle(settings);
    Deque<String> recent = new ArrayDeque<>();
    for (int step = 0; step < STEPS; step++) {
      Command<?> command = world.next();
      recent.addLast(world.now + " " + command);
      if (recent.size() > 400) {
        recent.removeFirst();
      }
      if (random.nextInt(50) == 0) {
        scheduler = Scheduler.restore(settings, Changes.NONE, scheduler.snapshot());
      }
      try {
        Object expected = oracle.apply(command, world.now);
        Object reply = scheduler.apply(command, world.now);
        assertThat(comparable(reply)).isEqualTo(comparable(expected));
        if (step % 4 == 0) {
          assertSame(statuses(scheduler), statuses(oracle));
          SelfCheck.check(scheduler.state());
        }
        world.hear(command, reply);
        note(reply);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "The scheduler and the oracle differ with -Dstillson.seed=%d at step %d:%n%s%n%s"
                .formatted(seed, step, String.join("\n", recent), e.getMessage()),
            e);
      }
    }
  }

  private void note(Object reply) {
    switch (reply) {
      case Claimed claimed -> {
        seen.add(claimed.standing().name());
        claimed
            .assignments()
            .forEach(one -> seen.add(one.members().isEmpty() ? "assignment" : "batch"));
        claimed
            .resumptions()
            .forEach(one ->
                seen.add(one.failed().isEmpty() ? "resumption" : "resumption after failures"));
      }
      case Verdict.Refused refused -> seen.add(refused.why().name());
      case Awaited.Refused refused -> seen.add(refused.why().name());
      case Pulse pulse when !pulse.lost().isEmpty() -> seen.add("lost lease");
      default -> seen.add(reply.getClass().getSimpleName());
    }
  }

  /** Names only the tasks that differ. */
  private static void assertSame(Map<String, String> actual, Map<String, String> expected) {
    if (!actual.equals(expected)) {
      Map<String, String> surplus = new TreeMap<>(actual);
      surplus.entrySet().removeAll(expected.entrySet());
      Map<String, String> missing = new TreeMap<>(expected);
      missing.entrySet().removeAll(actual.entrySet());
      assertThat(surplus).isEqualTo(missing);
    }
  }

  private static SchedulerSettings settings(Random random) {
    SchedulerSettings daemon = SchedulerSettings.DAEMON;
    return new SchedulerSettings(
        random.nextInt(10) == 0 ? Duration.ofSeconds(-1) : daemon.retryDelay(),
        daemon.removeDelay(),
        daemon.workerTimeout(),
        daemon.disablePersist(),
        random.nextBoolean() ? daemon.doneCooldown() : Duration.ZERO,
        random.nextInt(3),
        random.nextBoolean());
  }

  /** The order of the failed dependencies and the choice among several cycles are free. */
  private static Object comparable(Object reply) {
    return switch (reply) {
      case Claimed claimed ->
          new Claimed(
              claimed.assignments(),
              claimed.resumptions().stream()
                  .map(one ->
                      new Resumption(
                          one.taskId(), one.attempt(), one.failed().stream().sorted().toList()))
                  .toList(),
              claimed.live(),
              claimed.nextWake(),
              claimed.standing(),
              claimed.pending(),
              claimed.uniquePending(),
              claimed.latestPending());
      case Awaited.Cycle cycle -> new Awaited.Cycle(List.of());
      default -> reply;
    };
  }

  private static Map<String, String> statuses(Scheduler scheduler) {
    Map<String, String> statuses = new TreeMap<>();
    Tasks tasks = scheduler.state().tasks;
    for (int i = 0; i < tasks.limit(); i++) {
      TaskState task = tasks.peek(i);
      if (task != null && task.present) {
        Instant due = task.timer == null ? Instant.MAX : task.timer.at();
        Instant removal =
            task.rarity == null || task.rarity.removal == null
                ? Instant.MAX
                : task.rarity.removal.at();
        statuses.put(task.id, describe(task.status, task.face, task.priority, due, removal));
      }
    }
    return statuses;
  }

  private static Map<String, String> statuses(Oracle oracle) {
    Map<String, String> statuses = new TreeMap<>();
    for (OracleState.Work task : oracle.tasks.values()) {
      Instant due = task.due == null ? Instant.MAX : task.due;
      Instant removal = task.removal == null ? Instant.MAX : task.removal;
      statuses.put(task.id, describe(task.status, oracle.face(task), task.priority, due, removal));
    }
    return statuses;
  }

  private static String describe(
      Status status, Face face, double priority, Instant due, Instant removal) {
    return status + " " + face + " " + priority + " due " + due + " removed " + removal;
  }
}
