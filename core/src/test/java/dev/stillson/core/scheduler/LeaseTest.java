package dev.stillson.core.scheduler;

import static dev.stillson.core.scheduler.Stage.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Workers that fall silent, come back, or say things that are no longer true. */
class LeaseTest {
  private static final Verdict OVER = new Verdict.Refused(Refusal.ATTEMPT_OVER);
  private final Stage stage = new Stage();

  private void silence(String... others) {
    stage.pass(Duration.ofSeconds(60).plusNanos(1));
    for (String other : others) {
      stage.heartbeat(other);
    }
    stage.prune();
  }

  @Test
  void aSilentWorkersTaskGoesToAnotherAndItsLateReportIsRefused() {
    stage.pending("w", "a").pending("v", "a");
    Lease lost = stage.start("w", "a");
    silence("v");
    Lease now = stage.start("v", "a");
    assertThat(now.attempt()).isEqualTo(2);
    assertThat(stage.done("w", lost)).isEqualTo(OVER);
    assertThat(stage.apply(new Command.Heartbeat("w", List.of(lost), 0)).lost())
        .containsExactly(lost);
    assertThat(stage.done("v", now)).isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void aWorkerThatWasDroppedLearnsThatItMustRegisterAgain() {
    stage.register("w", 1);
    stage.pending("w", "a");
    assertThat(stage.claim("w", 0).standing()).isEqualTo(Standing.ACTIVE);
    silence();
    assertThat(stage.claim("w", 0).standing()).isEqualTo(Standing.UNREGISTERED);
    stage.register("w", 1);
    stage.pending("w", "a");
    assertThat(stage.next("w")).containsExactly("a");
  }

  @Test
  void aWorkerIsNotLostBeforeTheTimeoutHasPassed() {
    stage.pending("w", "a");
    Lease a = stage.start("w", "a");
    stage.pass(Duration.ofSeconds(60));
    stage.prune();
    assertThat(stage.done("w", a)).isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void aFewLossesCostNoFailureAndThenEachDoes() {
    for (int loss = 1; loss <= 4; loss++) {
      stage.pending("w" + loss, "a");
      assertThat(stage.status("a")).isEqualTo(Status.PENDING);
      stage.start("w" + loss, "a");
      stage.pending("other", "b");
      silence("other");
    }
    assertThat(stage.why("a")).isInstanceOf(Why.Failed.class);
    assertThat(stage.row("a").remarks().explanation()).hasValue("Worker w4 stopped answering");
  }

  @Test
  void luigisRuleCountsALossAsAFailure() {
    RetryRule rule = new RetryRule.Windowed(1, Duration.ofHours(1), Duration.ofHours(1));
    stage.announce("w", task("a").retrying(rule));
    stage.pending("v", "b", "a");
    stage.start("w", "a");
    silence("v");
    assertThat(stage.status("a")).isEqualTo(Status.DISABLED);
  }

  @Test
  void repeatingAReportIsHarmless() {
    stage.pending("w", "a");
    Lease a = stage.start("w", "a");
    assertThat(stage.fail("w", a)).isEqualTo(Verdict.ACCEPTED);
    assertThat(stage.fail("w", a)).isEqualTo(Verdict.ACCEPTED);
    assertThat(stage.row("a").failures().orElseThrow().count()).isEqualTo(1);
  }

  @Test
  void nobodyReportsForAnotherWorker() {
    stage.pending("w", "a").pending("v", "a");
    Lease a = stage.start("w", "a");
    assertThat(stage.done("v", a)).isEqualTo(OVER);
    assertThat(stage.done("v", new Lease("nothing", 1)))
        .isEqualTo(new Verdict.Refused(Refusal.UNKNOWN_TASK));
    assertThat(stage.status("a")).isEqualTo(Status.RUNNING);
  }

  @Test
  void aTaskThatAnotherWorkerFoundDoneIsDoneThoughItsWorkerDiesBeforeItTells() {
    stage.pending("w", "a");
    stage.start("w", "a");
    stage.announce("v", task("a").as(Presence.DONE)).pending("v", "b", "a");
    assertThat(stage.status("a")).isEqualTo(Status.RUNNING);
    silence("v");
    assertThat(stage.status("a")).isEqualTo(Status.DONE);
    assertThat(stage.row("a").remarks().explanation())
        .hasValue("Worker w stopped answering after somebody had found its outputs");
    assertThat(stage.next("v")).containsExactly("b");
  }

  @Test
  void aTaskThatAnotherWorkerFoundDoneIsDoneThoughItsWorkerGivesItBack() {
    stage.pending("w", "a").pending("w", "b");
    Lease given = stage.start("w", "a");
    stage.start("w", "b");
    stage.announce("v", task("a").as(Presence.DONE), task("b").as(Presence.DONE));
    stage.report("w", given, new Outcome.Released());
    stage.apply(new Command.Forget("w"));
    assertThat(List.of(stage.status("a"), stage.status("b"))).containsOnly(Status.DONE);
  }

  @Test
  void whatWasFoundBeforeAnAttemptSaysNothingAboutALaterOne() {
    stage.pending("w", "a");
    Lease first = stage.start("w", "a");
    stage.announce("v", task("a").as(Presence.DONE)).pending("v", "c");
    stage.done("w", first);
    stage.apply(new Command.Invalidate("a"));
    stage.start("w", "a");
    silence("v");
    assertThat(stage.status("a")).isEqualTo(Status.PENDING);
  }

  @Test
  void aWorkersOwnWordThatATaskFailedCountsThoughAnotherFoundItsOutputs() {
    stage.pending("w", "a");
    Lease a = stage.start("w", "a");
    stage.announce("v", task("a").as(Presence.DONE));
    stage.fail("w", a);
    assertThat(stage.status("a")).isEqualTo(Status.FAILED);
  }

  @Test
  void aLeavingWorkersTasksArePendingAtOnceWithoutAFailure() {
    stage.pending("w", "a").pending("v", "a");
    stage.start("w", "a");
    stage.apply(new Command.Forget("w"));
    assertThat(stage.row("a").failures()).isEmpty();
    assertThat(stage.next("v")).containsExactly("a");
  }

  @Test
  void aReleasedTaskRunsAgainWithoutAFailure() {
    stage.pending("w", "a");
    stage.report("w", stage.start("w", "a"), new Outcome.Released());
    assertThat(stage.start("w", "a").attempt()).isEqualTo(2);
    assertThat(stage.row("a").failures()).isEmpty();
  }

  @Test
  void aTaskThatSomebodyMarkedDoneIsTakenFromItsWorker() {
    stage.pending("w", "a");
    Lease a = stage.start("w", "a");
    stage.apply(new Command.MarkDone("a"));
    assertThat(stage.apply(new Command.Heartbeat("w", List.of(a), 0)).lost()).containsExactly(a);
    assertThat(stage.fail("w", a)).isEqualTo(OVER);
  }

  @Test
  void messagesAreSentUntilTheyAreAcknowledged() {
    stage.apply(new Command.SetSlots("w", 3));
    stage.apply(new Command.SendMessage("w", "a", "m1", "hurry"));
    Pulse first = stage.apply(new Command.Heartbeat("w", List.of(), 0));
    assertThat(first.messages())
        .containsExactly(
            new WorkerMessage.Slots(1, 3), new WorkerMessage.ForTask(2, "a", "m1", "hurry"));
    assertThat(stage.apply(new Command.Heartbeat("w", List.of(), 1)).messages()).hasSize(1);
    assertThat(stage.apply(new Command.Heartbeat("w", List.of(), 2)).messages()).isEmpty();
  }

  @Test
  void anAnswerIsFetchedOnce() {
    stage.pending("w", "a");
    stage.apply(new Command.Respond("a", "m1", "yes"));
    assertThat(stage.apply(new Command.TakeResponse("a", "m1"))).hasValue("yes");
    assertThat(stage.apply(new Command.TakeResponse("a", "m1"))).isEmpty();
  }

  @Test
  void tasksThatNobodyNeedsAreForgottenAfterAWhile() {
    stage.pending("w", "a", "b").pending("w", "b");
    stage.apply(new Command.Forget("w"));
    stage.prune();
    stage.pass(Duration.ofMinutes(10).minusNanos(1));
    stage.prune();
    assertThat(stage.knows("a")).isTrue();
    stage.pass(Duration.ofNanos(1));
    stage.prune();
    assertThat(stage.scheduler.counts()).isEmpty();
    assertThat(stage.scheduler.state().graph.edges.count()).isZero();
  }

  @Test
  void anAnnouncementSavesATaskFromBeingForgotten() {
    stage.pending("w", "a");
    stage.apply(new Command.Forget("w"));
    stage.prune();
    stage.pending("v", "a");
    stage.pass(Duration.ofMinutes(11));
    stage.heartbeat("v");
    stage.prune();
    assertThat(stage.knows("a")).isTrue();
  }

  @Test
  void aClockThatGoesBackLosesNobody() {
    stage.pending("w", "a");
    Lease a = stage.start("w", "a");
    stage.now = Stage.START.minus(Duration.ofHours(1));
    stage.prune();
    stage.heartbeat("w");
    assertThat(stage.done("w", a)).isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void aClockThatGoesADayForwardCostsALeaseButNoFailureAndNothingRunsTwice() {
    stage.pending("w", "a");
    Lease a = stage.start("w", "a");
    stage.pass(Duration.ofDays(1));
    stage.prune();
    assertThat(stage.done("w", a)).isEqualTo(OVER);
    assertThat(stage.claim("w", 0).standing()).isEqualTo(Standing.UNREGISTERED);
    stage.register("w", 1);
    stage.pending("w", "a");
    Lease again = stage.start("w", "a");
    assertThat(again.attempt()).isEqualTo(2);
    assertThat(stage.done("w", again)).isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void aWorkerThatIsPausedPastItsLeaseIsToldToStop() {
    stage.register("w", 1);
    stage.pending("w", "a").pending("v", "a");
    Lease lost = stage.start("w", "a");
    silence("v");
    Lease now = stage.start("v", "a");
    Pulse pulse = stage.apply(new Command.Heartbeat("w", List.of(lost), 0));
    assertThat(pulse.lost()).containsExactly(lost);
    assertThat(pulse.standing()).isEqualTo(Standing.UNREGISTERED);
    assertThat(stage.done("w", lost)).isEqualTo(OVER);
    assertThat(stage.status("a")).isEqualTo(Status.RUNNING);
    assertThat(stage.done("v", now)).isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void aWorkerThatTakesAndNeverReportsKeepsNothingOnceItIsSilent() {
    for (int loss = 1; loss <= 3; loss++) {
      stage.register("mute", 1);
      stage.pending("mute", "a").pending("v", "a");
      assertThat(stage.next("mute")).containsExactly("a");
      silence("v");
      assertThat(stage.status("a")).isEqualTo(Status.PENDING);
    }
    assertThat(stage.next("v")).containsExactly("a");
  }

  @Test
  void aWorkerThatDiesIsLostInTimeThoughTheClockIsSetBack() {
    stage.pending("w", "a").pending("v", "a");
    stage.start("w", "a");
    stage.pass(Duration.ofHours(-1));
    stage.heartbeat("v");
    stage.prune();
    silence("v");
    assertThat(stage.next("v")).containsExactly("a");
  }
}
