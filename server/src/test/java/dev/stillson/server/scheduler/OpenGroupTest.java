package dev.stillson.server.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.SchedulerSettings;
import dev.stillson.core.scheduler.WorkerProfile;
import dev.stillson.core.scheduler.WorkerRow;
import dev.stillson.server.scheduler.OpenGroup.Signs;
import dev.stillson.server.store.Changeset;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told and stored of signs of life and of outputs, and when. */
class OpenGroupTest {
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
  private static final Instant LATER = START.plusSeconds(7);

  private final Touched touched = new Touched(new Tally());
  private final Scheduler scheduler = new Scheduler(SchedulerSettings.DAEMON, touched);
  private final OpenGroup group = new OpenGroup(touched, scheduler.snapshot());

  @BeforeEach
  void register() {
    scheduler.apply(new Command.RegisterWorker("w", WorkerProfile.of("host", 1)), START);
    assertThat(close(Signs.KEEP).changes().workers()).hasSize(1);
  }

  private Group close(Signs signs) {
    return group.close(scheduler, signs, Optional.empty());
  }

  private void live() {
    scheduler.apply(new Command.Heartbeat("w", List.of(), 0), LATER);
  }

  @Test
  void aSignOfLifeIsToldBeforeItIsStored() {
    live();
    assertThat(close(Signs.KEEP).isQuiet()).isTrue();

    Group told = close(Signs.TELL);
    assertThat(told.changes().isEmpty()).isTrue();
    assertThat(told.committed().workers()).extracting(WorkerRow::lastActive).containsExactly(LATER);
    assertThat(close(Signs.TELL).isQuiet()).isTrue();

    Group stored = close(Signs.STORE);
    assertThat(stored.changes().workers()).extracting(WorkerRow::lastActive).containsExactly(LATER);
    assertThat(close(Signs.STORE).isQuiet()).isTrue();
  }

  @Test
  void whatAWorkerChangesIsStoredAtOnceWithItsSignsOfLife() {
    live();
    close(Signs.TELL);
    scheduler.apply(new Command.RegisterWorker("w", WorkerProfile.of("host", 2)), LATER);
    assertThat(close(Signs.TELL).changes().workers())
        .extracting(row -> row.profile().slots())
        .containsExactly(2);
    assertThat(close(Signs.STORE).isQuiet()).isTrue();
  }

  @Test
  void ofAWorkerThatLeftNothingIsTold() {
    live();
    scheduler.apply(new Command.Forget("w"), LATER);
    Group left = close(Signs.TELL);
    assertThat(left.changes().removedWorkers()).containsExactly("w");
    assertThat(left.committed().workers()).isEmpty();
    assertThat(close(Signs.STORE).isQuiet()).isTrue();
  }

  private void tell(String... outputs) {
    Announcement task = Announcement.pending("t", "F", List.of()).withOutputs(List.of(outputs));
    scheduler.apply(new Command.Announce("w", List.of(task)), LATER);
  }

  private List<Changeset.Outputs> outputs() {
    return close(Signs.KEEP).changes().outputs();
  }

  @Test
  void whereResultsAreIsStoredWhenItIsNewAndOfTheTaskThatIsThereAtLast() {
    tell("/a");
    tell("/b");
    long order = scheduler.task("t").orElseThrow().order();
    assertThat(outputs()).containsExactly(new Changeset.Outputs(order, List.of("/b")));
    tell("/b");
    tell();
    assertThat(outputs()).isEmpty();

    tell("/c");
    scheduler.apply(new Command.Forget("w"), LATER);
    scheduler.apply(new Command.Prune(), LATER);
    Instant gone = LATER.plus(SchedulerSettings.DAEMON.removeDelay()).plusSeconds(1);
    scheduler.apply(new Command.Prune(), gone);
    assertThat(scheduler.task("t")).isEmpty();
    tell("/b");
    long next = scheduler.task("t").orElseThrow().order();
    Changeset changes = close(Signs.KEEP).changes();
    assertThat(changes.removedTasks()).containsExactly(order);
    assertThat(changes.outputs()).containsExactly(new Changeset.Outputs(next, List.of("/b")));
  }
}
