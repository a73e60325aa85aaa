package dev.stillson.core.scheduler;

import static dev.stillson.core.scheduler.Stage.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What becomes of a task in each status with each event. The table must name every pair, and each
 * is tried.
 */
class LifeCycleTest {
  private static final List<String> STATUSES =
      List.of(
          "ABSENT",
          "PENDING",
          "RUNNING",
          "PARKED",
          "BATCH_RUNNING",
          "DONE",
          "FAILED",
          "RETRYING",
          "DISABLED",
          "OVERFAILED",
          "UNKNOWN");

  /**
   * A dot: stays as it is. RETRYING is FAILED with a retry to come, OVERFAILED is disabled by it.
   */
  private static final String TABLE =
      """
      event              ABSENT   PENDING  RUNNING  PARKED   BATCH_RUNNING DONE     FAILED   RETRYING DISABLED OVERFAILED UNKNOWN
      announce-pending   PENDING  .        .        .        .             PENDING  PENDING  .        PENDING  .          PENDING
      announce-external  PENDING  .        .        .        .             PENDING  PENDING  .        PENDING  .          PENDING
      announce-done      DONE     DONE     .        .        .             .        DONE     DONE     DONE     DONE       DONE
      announce-unknown   UNKNOWN  UNKNOWN  .        .        .             UNKNOWN  UNKNOWN  UNKNOWN  UNKNOWN  .          .
      announce-disabled  DISABLED DISABLED .        .        .             DISABLED DISABLED DISABLED .        DISABLED   DISABLED
      name-as-dependency UNKNOWN  .        .        .        .             .        .        .        .        .          .
      claim              .        RUNNING  .        .        .             .        .        .        .        .          .
      report-done        .        .        DONE     DONE     .             .        .        .        .        .          .
      report-failed      .        .        FAILED   FAILED   .             .        .        .        .        .          .
      report-permanent   .        .        FAILED   FAILED   .             .        .        .        .        .          .
      report-released    .        .        PENDING  PENDING  .             .        .        .        .        .          .
      report-of-runner   .        .        .        .        DONE          .        .        .        .        .          .
      await              .        .        PARKED   .        .             .        .        .        .        .          .
      awaited-is-done    .        .        .        RUNNING  .             .        .        .        .        .          .
      worker-lost        .        .        PENDING  PENDING  PENDING       .        .        .        .        .          .
      worker-leaves      .        .        PENDING  PENDING  PENDING       .        .        .        .        .          .
      worker-disabled    .        .        .        .        .             .        .        .        .        .          .
      time-passes        .        .        .        .        .             .        .        PENDING  .        RETRYING   .
      nobody-needs-it    .        ABSENT   .        .        .             ABSENT   ABSENT   ABSENT   ABSENT   ABSENT     ABSENT
      forgive            .        .        .        .        .             .        PENDING  PENDING  .        .          .
      invalidate         .        .        .        .        .             PENDING  PENDING  PENDING  .        .          .
      mark-done          .        DONE     DONE     DONE     DONE          .        DONE     DONE     DONE     DONE       DONE
      re-enable          .        .        .        .        .             .        .        .        PENDING  RETRYING   .
      disable            .        DISABLED .        .        .             DISABLED DISABLED DISABLED .        DISABLED   DISABLED
      cancel             .        FAILED   .        .        .             .        .        FAILED   .        .          FAILED
      set-priority       .        .        .        .        .             .        .        .        .        .          .
      pause              .        .        .        .        .             .        .        .        .        .          .
      """;

  private final Map<String, BiConsumer<Stage, Integer>> events = new LinkedHashMap<>();

  LifeCycleTest() {
    for (Presence presence : Presence.values()) {
      String name = "announce-" + presence.name().toLowerCase(java.util.Locale.ROOT);
      events.put(
          name,
          (stage, attempt) -> stage.announce("w", task("t").under(terms(stage)).as(presence)));
    }
    events.put("name-as-dependency", (stage, attempt) -> stage.pending("other", "u", "t"));
    events.put("claim", (stage, attempt) -> stage.claim("w", 9));
    report("report-done", Outcome.DONE);
    report("report-failed", new Outcome.Failed("boom", false));
    report("report-permanent", new Outcome.Failed("boom", true));
    report("report-released", new Outcome.Released());
    events.put(
        "report-of-runner", (stage, attempt) -> stage.done("w", new Lease("runner", attempt)));
    events.put("await", (stage, attempt) -> stage.await("w", new Lease("t", attempt), "awaited"));
    events.put(
        "awaited-is-done",
        (stage, attempt) -> {
          stage.apply(new Command.MarkDone("awaited"));
          stage.apply(new Command.Pause());
          stage.claim("w");
        });
    events.put(
        "worker-lost",
        (stage, attempt) -> {
          stage.pass(Duration.ofSeconds(61));
          stage.heartbeat("other");
          stage.prune();
        });
    events.put("worker-leaves", (stage, attempt) -> stage.apply(new Command.Forget("w")));
    events.put("worker-disabled", (stage, attempt) -> stage.apply(new Command.DisableWorker("w")));
    events.put(
        "time-passes",
        (stage, attempt) -> {
          stage.pass(Duration.ofDays(2));
          stage.heartbeat("w");
          stage.prune();
        });
    events.put(
        "nobody-needs-it",
        (stage, attempt) -> {
          if (!stage.scheduler.task("t").map(row -> row.attempt().isPresent()).orElse(false)
              || !isLive(stage)) {
            stage.apply(new Command.Forget("w"));
            stage.prune();
            stage.pass(Duration.ofMinutes(11));
            stage.prune();
          }
        });
    events.put("forgive", (stage, attempt) -> stage.apply(new Command.ForgiveFailures("t")));
    events.put("invalidate", (stage, attempt) -> stage.apply(new Command.Invalidate("t")));
    events.put("mark-done", (stage, attempt) -> stage.apply(new Command.MarkDone("t")));
    events.put("re-enable", (stage, attempt) -> stage.apply(new Command.ReEnable("t")));
    events.put("disable", (stage, attempt) -> stage.apply(new Command.Disable("t")));
    events.put("cancel", (stage, attempt) -> stage.apply(new Command.Cancel("t")));
    events.put("set-priority", (stage, attempt) -> stage.apply(new Command.SetPriority("t", 7)));
    events.put("pause", (stage, attempt) -> stage.apply(new Command.Pause()));
  }

  private void report(String name, Outcome outcome) {
    events.put(name, (stage, attempt) -> stage.report("w", new Lease("t", attempt), outcome));
  }

  private static boolean isLive(Stage stage) {
    return EnumSet.of(Status.RUNNING, Status.PARKED, Status.BATCH_RUNNING)
        .contains(stage.status("t"));
  }

  /** The terms that the task has already, so that an announcement changes nothing else. */
  private static Terms terms(Stage stage) {
    return stage.scheduler.task("t").map(TaskRow::terms).orElse(Terms.PLAIN);
  }

  @Test
  void everyEventInEveryStatusLeadsWhereTheTableSays() {
    List<String> lines = TABLE.lines().toList();
    assertThat(List.of(lines.getFirst().split(" +", -1))).isEqualTo(prepend("event", STATUSES));
    assertThat(lines.stream().skip(1).map(line -> line.split(" +", -1)[0]).toList())
        .as("events of the table")
        .containsExactlyInAnyOrderElementsOf(events.keySet());
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(" +", -1);
      assertThat(cells).as(line).hasSize(STATUSES.size() + 1);
      for (int i = 0; i < STATUSES.size(); i++) {
        String before = STATUSES.get(i);
        Stage stage = bring(before);
        assertThat(look(stage)).isEqualTo(before);
        int attempt = stage.scheduler.task("t").map(TaskRow::attempts).orElse(1);
        event(cells[0]).accept(stage, attempt);
        assertThat(look(stage))
            .as("%s of a task that is %s", cells[0], before)
            .isEqualTo(cells[i + 1].equals(".") ? before : cells[i + 1]);
      }
    }
  }

  @Test
  void everyStatusIsInTheTable() {
    assertThat(STATUSES).containsAll(Stream.of(Status.values()).map(Enum::name).toList());
  }

  private BiConsumer<Stage, Integer> event(String name) {
    return Optional.ofNullable(events.get(name)).orElseThrow();
  }

  private static List<String> prepend(String first, List<String> rest) {
    return Stream.concat(Stream.of(first), rest.stream()).toList();
  }

  private static String look(Stage stage) {
    return stage
        .scheduler
        .task("t")
        .map(row ->
            switch (row.status()) {
              case FAILED -> row.due().isPresent() ? "RETRYING" : "FAILED";
              case DISABLED -> row.disabledAt().isPresent() ? "OVERFAILED" : "DISABLED";
              default -> row.status().name();
            })
        .orElse("ABSENT");
  }

  /** A task t of worker w in the status; "awaited" is a task that can be awaited. */
  private static Stage bring(String status) {
    Stage stage = new Stage(cooldown(Duration.ZERO));
    stage.announce("other", task("awaited").as(Presence.EXTERNAL));
    stage.pending("third", "awaited");
    switch (status) {
      case "ABSENT" -> stage.heartbeat("w");
      case "PENDING" -> stage.pending("w", "t");
      case "RUNNING" -> stage.pending("w", "t").start("w", "t");
      case "PARKED" -> stage.await("w", stage.pending("w", "t").start("w", "t"), "awaited");
      case "BATCH_RUNNING" -> {
        Terms terms = Terms.PLAIN.withBatching(new Batching(List.of("day"), 2));
        Signature day = Signature.of("day");
        stage.announce(
            "w",
            task("runner").of("Family", Parameters.of(day, "1")).under(terms),
            task("t").of("Family", Parameters.of(day, "2")).under(terms));
        stage.claim("w");
      }
      case "DONE" -> stage.announce("w", task("t").as(Presence.DONE));
      case "FAILED" -> stage.fail("w", stage.pending("w", "t").start("w", "t"));
      case "RETRYING" -> {
        RetryRule rule = new RetryRule.Counted(dev.stillson.Retry.times(9, Duration.ofHours(1)));
        stage.announce("w", task("t").retrying(rule));
        stage.fail("w", stage.start("w", "t"));
      }
      case "DISABLED" -> stage.announce("w", task("t").as(Presence.DISABLED));
      case "OVERFAILED" -> {
        RetryRule rule = new RetryRule.Windowed(1, Duration.ofHours(1), Duration.ofDays(1));
        stage.announce("w", task("t").retrying(rule));
        stage.fail("w", stage.start("w", "t"));
      }
      case "UNKNOWN" -> stage.announce("w", task("t").as(Presence.UNKNOWN));
      default -> throw new AssertionError(status);
    }
    return stage;
  }

  static SchedulerSettings cooldown(Duration cooldown) {
    SchedulerSettings daemon = SchedulerSettings.DAEMON;
    return new SchedulerSettings(
        daemon.retryDelay(),
        daemon.removeDelay(),
        daemon.workerTimeout(),
        daemon.disablePersist(),
        cooldown,
        daemon.toleratedLosses(),
        daemon.pruneOnClaim());
  }
}
