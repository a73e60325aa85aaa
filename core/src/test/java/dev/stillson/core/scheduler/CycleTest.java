package dev.stillson.core.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Announcements that make tasks wait for each other are told, once. */
class CycleTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final List<List<String>> told = new ArrayList<>();
  private final Scheduler scheduler = new Scheduler(SchedulerSettings.DAEMON, changes());

  /** Listens to cycles alone. */
  private Changes changes() {
    return new Changes() {
      @Override
      public void task(String id) {}

      @Override
      public void taskDescribed(String id) {}

      @Override
      public void taskRemoved(String id, long order) {}

      @Override
      public void attemptEnded(AttemptEnd end, List<String> runs) {}

      @Override
      public void runEnded(RunEnd end) {}

      @Override
      public void worker(String id) {}

      @Override
      public void workerRemoved(String id) {}

      @Override
      public void general() {}

      @Override
      public void cycle(List<String> path) {
        told.add(path);
      }
    };
  }

  private void announce(String id, String... dependencies) {
    scheduler.apply(
        new Command.Announce(
            "w", List.of(Announcement.pending(id, "Family", List.of(dependencies)))),
        NOW);
  }

  @Test
  void theAnnouncementThatClosesTheCircleTellsItsPath() {
    announce("a", "b");
    announce("b", "c");
    announce("c", "other");
    assertThat(told).isEmpty();
    announce("c", "a");
    assertThat(told).containsExactly(List.of("c", "a", "b", "c"));
    announce("c", "a");
    announce("a", "b");
    assertThat(told).as("what is as before is not told again").hasSize(1);
    assertThat(scheduler.why("b").orElseThrow()).isInstanceOf(Why.Cycle.class);
  }

  @Test
  void aLongCircleIsFoundWithAsMuchEffortAsItTakes() {
    for (int i = 0; i < 300; i++) {
      announce("t" + i, "t" + (i + 1) % 300);
    }
    assertThat(scheduler.why("t0").orElseThrow()).isInstanceOf(Why.Cycle.class);
    assertThat(scheduler.why("t0", 100)).contains(new Why.Waiting(List.of("t1")));
  }

  @Test
  void aTaskThatDependsOnItselfIsACircle() {
    announce("a", "a");
    assertThat(told).containsExactly(List.of("a", "a"));
  }

  @Test
  void pathsThatMeetAgainAreNoCircle() {
    announce("root", "a", "b");
    announce("a", "c");
    announce("b", "c");
    announce("c", "d");
    announce("d");
    assertThat(told).isEmpty();
  }

  @Test
  void whatIsDoneHoldsNobodyUp() {
    announce("a", "b");
    announce("b", "c");
    scheduler.apply(new Command.MarkDone("a"), NOW);
    announce("c", "a");
    assertThat(told).isEmpty();
  }
}
