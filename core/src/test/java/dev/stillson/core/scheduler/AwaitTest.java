package dev.stillson.core.scheduler;

import static dev.stillson.core.scheduler.Stage.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tasks that find, while they run, that they need others. */
class AwaitTest {
  private final Stage stage = new Stage();

  @Test
  void aParkedTaskGoesOnWithTheSameAttemptWhenWhatItAwaitsIsDone() {
    stage.pending("w", "a");
    Lease a = stage.start("w", "a");
    Awaited awaited =
        stage.apply(new Command.Await("w", "a", 1, List.of(task("b").told()), List.of("b")));
    assertThat(awaited).isEqualTo(new Awaited.Parked());
    assertThat(stage.why("a")).isEqualTo(new Why.Parked("w", List.of("b")));
    stage.done("w", stage.start("w", "b"));
    assertThat(stage.claim("w").resumptions()).containsExactly(new Resumption("a", 1, List.of()));
    assertThat(stage.done("w", a)).isEqualTo(Verdict.ACCEPTED);
    assertThat(stage.row("a").dependencies())
        .containsExactly(new TaskRow.Dependency("b", false, false, false, true));
  }

  @Test
  void whatIsDoneAlreadyIsNotWaitedFor() {
    stage.announce("w", task("a"), task("b").as(Presence.DONE));
    assertThat(stage.await("w", stage.start("w", "a"), "b"))
        .isEqualTo(new Awaited.Settled(List.of()));
  }

  @Test
  void whatFailedForGoodIsNamed() {
    stage.announce("w", task("a"), task("b"), task("c").after("b"), task("d").as(Presence.UNKNOWN));
    Lease a = stage.start("w", "a");
    assertThat(stage.await("w", a, "d")).isEqualTo(new Awaited.Settled(List.of("d")));
    stage.await("w", a, "c", "d");
    stage.fail("w", stage.start("w", "b"));
    assertThat(stage.claim("w").resumptions())
        .containsExactly(new Resumption("a", 1, List.of("d", "c")));
  }

  @Test
  void aParkedTaskGivesItsResourcesBackAndNeedsThemToGoOn() {
    stage.announce("w", task("a").needing("disk", 1), task("b").needing("disk", 1));
    Lease a = stage.start("w", "a");
    stage.await("w", a, "b");
    stage.done("w", stage.start("w", "b"));
    stage.announce("w", task("c").needing("disk", 1).priority(1));
    Lease c = stage.start("w", "c");
    assertThat(stage.claim("w").resumptions()).isEmpty();
    stage.done("w", c);
    assertThat(stage.claim("w").resumptions()).hasSize(1);
    assertThat(stage.scheduler.usedResources()).containsEntry("disk", 1.0);
  }

  @Test
  void goingOnIsRankedLikeOtherWorkAndTakesASlot() {
    stage.announce("w", task("a"), task("b"), task("urgent").priority(1));
    stage.done("w", stage.start("w", "urgent"));
    Lease a = stage.start("w", "a");
    stage.await("w", a, "b");
    stage.done("w", stage.start("w", "b"));
    stage.announce("w", task("more").priority(2), task("less").priority(-1));
    Claimed claimed = stage.claim("w", 2);
    assertThat(claimed.assignments()).extracting(Assignment::taskId).containsExactly("more");
    assertThat(claimed.resumptions()).hasSize(1);
  }

  @Test
  void aTaskThatAwaitsOneThatDependsOnItIsToldThePath() {
    stage.pending("w", "a").pending("w", "b", "a").pending("w", "c", "b");
    Lease a = stage.start("w", "a");
    assertThat(stage.await("w", a, "c")).isEqualTo(new Awaited.Cycle(List.of("a", "c", "b", "a")));
    assertThat(stage.await("w", a, "a")).isEqualTo(new Awaited.Cycle(List.of("a", "a")));
    assertThat(stage.status("a")).isEqualTo(Status.RUNNING);
  }

  @Test
  void twoTasksThatAwaitEachOtherAreACycle() {
    stage.pending("w", "a").pending("w", "b");
    Lease a = stage.start("w", "a");
    Lease b = stage.start("w", "b");
    assertThat(stage.await("w", a, "b")).isEqualTo(new Awaited.Parked());
    assertThat(stage.await("w", b, "a")).isEqualTo(new Awaited.Cycle(List.of("b", "a", "b")));
  }

  @Test
  void anUnknownTaskCannotBeAwaited() {
    stage.pending("w", "a").pending("v", "other", "named");
    Lease a = stage.start("w", "a");
    Awaited refused = new Awaited.Refused(Refusal.UNKNOWN_DEPENDENCY);
    assertThat(stage.await("w", a, "nothing")).isEqualTo(refused);
    assertThat(stage.await("w", a, "named")).isEqualTo(refused);
  }

  @Test
  void aParkedTaskIsLostWithItsWorkerAndStartsAnew() {
    stage.pending("w", "a").pending("w", "b").pending("v", "a").pending("v", "b");
    stage.await("w", stage.start("w", "a"), "b");
    stage.pass(Duration.ofSeconds(61));
    stage.heartbeat("v");
    stage.prune();
    assertThat(stage.start("v", "a").attempt()).isEqualTo(2);
  }

  @Test
  void aLostResumptionIsSentAgain() {
    stage.pending("w", "a").pending("w", "b");
    stage.await("w", stage.start("w", "a"), "b");
    stage.done("w", stage.start("w", "b"));
    Claimed first = stage.claimHolding("w", 1);
    assertThat(first.resumptions()).hasSize(1);
    assertThat(stage.claimHolding("w", 1).resumptions()).isEqualTo(first.resumptions());
  }

  @Test
  void aParkedTaskGoesOnDuringAPause() {
    stage.pending("w", "a").pending("w", "b");
    stage.await("w", stage.start("w", "a"), "b");
    stage.done("w", stage.start("w", "b"));
    stage.apply(new Command.Pause());
    assertThat(stage.claim("w").resumptions()).hasSize(1);
  }

  @Test
  void aParkedTaskMayFail() {
    stage.pending("w", "a").pending("w", "b");
    Lease a = stage.start("w", "a");
    stage.await("w", a, "b");
    assertThat(stage.await("w", a, "b")).isEqualTo(new Awaited.Refused(Refusal.ALREADY_PARKED));
    stage.fail("w", a);
    assertThat(stage.status("a")).isEqualTo(Status.FAILED);
  }

  @Test
  void whatAnAssistantsTaskAwaitsIsNotForgottenBeforeTheTaskGoesOn() {
    stage.apply(
        new Command.RegisterWorker(
            "helper", WorkerProfile.of("host", 1).withAssistance(new Assistance.Anything())));
    stage.pending("owner", "a");
    Lease a = stage.start("helper", "a");
    stage.announce("helper", task("c"), task("b").after("c"));
    assertThat(stage.await("helper", a, "b")).isEqualTo(new Awaited.Parked());
    for (int minute = 0; minute < 30; minute++) {
      stage.pass(Duration.ofSeconds(60));
      stage.heartbeat("helper");
      stage.heartbeat("owner");
      stage.prune();
    }
    stage.done("helper", stage.start("helper", "c"));
    stage.done("helper", stage.start("helper", "b"));
    assertThat(stage.claim("helper").resumptions())
        .containsExactly(new Resumption("a", 1, List.of()));
  }
}
