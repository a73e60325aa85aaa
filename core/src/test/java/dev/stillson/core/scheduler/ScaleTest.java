package dev.stillson.core.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Graphs that are large in each direction. They need a heap of 1.5 GiB. */
@Timeout(240)
class ScaleTest {
  private static final int MILLION = 1_000_000;
  private static final Instant NOW = Stage.START;
  private final Scheduler scheduler = new Scheduler(SchedulerSettings.local());

  private void announce(List<Announcement> tasks) {
    scheduler.apply(new Command.Announce("w", tasks), NOW);
  }

  private static Announcement task(int number, List<String> dependencies) {
    return Announcement.pending("task" + number, "Family", dependencies);
  }

  private Claimed claim(int most) {
    return scheduler.apply(new Command.Claim("w", most), NOW);
  }

  private void done(Assignment task) {
    scheduler.apply(new Command.Report("w", task.taskId(), task.attempt(), Outcome.DONE), NOW);
  }

  private int runAll() {
    int ran = 0;
    Claimed claimed = claim(8);
    while (!claimed.assignments().isEmpty()) {
      for (Assignment task : claimed.assignments()) {
        done(task);
        ran++;
      }
      claimed = claim(8);
    }
    assertThat(claimed.live()).isZero();
    return ran;
  }

  /** Each depends on the next, so that every dependency is named before it is announced. */
  private void announceChain() {
    List<Announcement> tasks = new ArrayList<>();
    for (int i = 0; i < MILLION; i++) {
      tasks.add(task(i, i + 1 < MILLION ? List.of("task" + (i + 1)) : List.of()));
    }
    announce(tasks);
  }

  @Test
  void aChainOfAMillionIsDoomedForgivenRaisedAskedAboutAndRun() {
    announceChain();
    String last = "task" + (MILLION - 1);
    Assignment first = claim(1).assignments().getFirst();
    assertThat(scheduler.upstream().of("task0")).isEqualTo(Upstream.RUNNING);
    scheduler.apply(
        new Command.Report("w", last, first.attempt(), new Outcome.Failed("boom", false)), NOW);
    assertThat(claim(0).live()).isZero();
    assertThat(scheduler.upstream().of("task0")).isEqualTo(Upstream.FAILED);
    assertThat(scheduler.why("task0"))
        .hasValueSatisfying(
            why -> assertThat(((Why.Doomed) why).path()).hasSize(MILLION).endsWith(last));
    scheduler.apply(new Command.ForgiveFailures(last), NOW);
    assertThat(claim(0).live()).isEqualTo(MILLION);
    scheduler.apply(new Command.SetPriority("task0", 3), NOW);
    assertThat(scheduler.task(last).orElseThrow().priority()).isEqualTo(3);
    Assignment again = claim(1).assignments().getFirst();
    assertThat(
            scheduler.apply(
                new Command.Await("w", last, again.attempt(), List.of(), List.of("task0")), NOW))
        .isInstanceOfSatisfying(
            Awaited.Cycle.class, cycle -> assertThat(cycle.path()).hasSize(MILLION + 1));
    done(again);
    assertThat(runAll()).isEqualTo(MILLION - 1);
  }

  @Test
  void aMillionTasksDependOnOneAndOneOnAMillion() {
    List<Announcement> tasks = new ArrayList<>();
    List<String> middle = new ArrayList<>();
    tasks.add(task(0, List.of()));
    for (int i = 1; i <= MILLION; i++) {
      tasks.add(task(i, List.of("task0")));
      middle.add("task" + i);
    }
    tasks.add(task(MILLION + 1, middle));
    announce(tasks);
    assertThat(runAll()).isEqualTo(MILLION + 2);
  }

  @Test
  void aMillionTasksAreForgottenWithTheirWorker() {
    Scheduler daemon = new Scheduler(SchedulerSettings.DAEMON);
    List<Announcement> tasks = new ArrayList<>();
    tasks.add(task(0, List.of()));
    for (int i = 1; i < MILLION; i++) {
      tasks.add(task(i, List.of("task0")));
    }
    daemon.apply(new Command.Announce("w", tasks), NOW);
    daemon.apply(new Command.Prune(), NOW.plusSeconds(61));
    daemon.apply(new Command.Prune(), NOW.plusSeconds(999));
    assertThat(daemon.counts()).isEmpty();
  }

  @Test
  void eachOfThreeThousandTasksDependsOnEachOfThreeThousand() {
    List<Announcement> tasks = new ArrayList<>();
    List<String> below = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      tasks.add(task(i, List.of()));
      below.add("task" + i);
    }
    for (int i = 3_000; i < 6_000; i++) {
      tasks.add(task(i, below));
    }
    announce(tasks);
    assertThat(runAll()).isEqualTo(6_000);
    assertThat(scheduler.state().graph.edges.count()).isEqualTo(9_000_000);
    scheduler.apply(new Command.Forget("w"), NOW);
    Instant later = NOW.plus(SchedulerSettings.local().removeDelay());
    scheduler.apply(new Command.Prune(), NOW);
    scheduler.apply(new Command.Prune(), later);
    assertThat(scheduler.state().graph.edges.count()).isZero();
  }
}
