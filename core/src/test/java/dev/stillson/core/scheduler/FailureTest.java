package dev.stillson.core.scheduler;

import static dev.stillson.core.scheduler.Stage.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Retries, and being disabled by too many failures. */
class FailureTest {
  private static final Retry THREE =
      new Retry(3, Duration.ofSeconds(10), 2, Duration.ofSeconds(15), 0);
  private final Stage stage = Stage.local();

  private void failOnce(String id) {
    stage.fail("w", stage.start("w", id));
  }

  private static RetryRule windowed(int failures, int window, int hardTimeout) {
    return new RetryRule.Windowed(
        failures, Duration.ofSeconds(window), Duration.ofSeconds(hardTimeout));
  }

  @Test
  void retriesWaitLongerEachTimeUpToTheCapAndThenTheFailureIsFinal() {
    stage.announce("w", task("a").retrying(new RetryRule.Counted(THREE)));
    for (int seconds : List.of(10, 15, 15)) {
      failOnce("a");
      Instant at = stage.now.plusSeconds(seconds);
      assertThat(stage.claim("w").nextWake()).hasValue(at);
      assertThat(stage.why("a")).isEqualTo(new Why.Retrying(at));
      stage.now = at;
    }
    failOnce("a");
    assertThat(stage.claim("w").live()).isZero();
    assertThat(stage.why("a")).isEqualTo(new Why.Failed(Optional.of("boom")));
  }

  @Test
  void jitterKeepsRetriesWithinItsBoundsAndApart() {
    Retry retry = new Retry(9, Duration.ofSeconds(100), 1, Duration.ofDays(1), 0.1);
    List<Duration> delays =
        java.util.stream.IntStream.range(0, 1_000)
            .mapToObj(i -> Failures.delay(retry, "task" + i, 1))
            .toList();
    assertThat(delays)
        .allMatch(one -> one.compareTo(Duration.ofSeconds(90)) >= 0)
        .allMatch(one -> one.compareTo(Duration.ofSeconds(110)) <= 0);
    assertThat(delays.stream().distinct().count()).isGreaterThan(990);
  }

  @Test
  void theLongestDelayOverflowsNothing() {
    Retry retry =
        new Retry(9, Duration.ofSeconds(Long.MAX_VALUE), 10, Duration.ofSeconds(Long.MAX_VALUE), 1);
    assertThat(Failures.delay(retry, "a", 9)).isPositive();
  }

  @Test
  void aPermanentFailureIsFinalAtOnce() {
    stage.announce("w", task("a").retrying(new RetryRule.Counted(THREE)));
    stage.report("w", stage.start("w", "a"), new Outcome.Failed("never", true));
    assertThat(stage.why("a")).isEqualTo(new Why.Failed(Optional.of("never")));
  }

  @Test
  void successGivesTheRetriesBack() {
    stage.announce("w", task("a").retrying(new RetryRule.Counted(THREE)));
    failOnce("a");
    stage.pass(Duration.ofSeconds(10));
    stage.done("w", stage.start("w", "a"));
    assertThat(stage.row("a").failures()).isEmpty();
  }

  @Test
  void anAnnouncementDoesNotCutAWaitShortAndRevivesWhatFailedForGood() {
    stage.announce("w", task("a").retrying(new RetryRule.Counted(THREE)), task("b"));
    failOnce("a");
    failOnce("b");
    stage.announce("w", task("a").retrying(new RetryRule.Counted(THREE)), task("b"));
    assertThat(stage.status("a")).isEqualTo(Status.FAILED);
    assertThat(stage.status("b")).isEqualTo(Status.PENDING);
  }

  @Test
  void dependantsOfARetriedTaskWaitAndAreNotDoomed() {
    stage.announce("w", task("a").retrying(new RetryRule.Counted(THREE)), task("b").after("a"));
    failOnce("a");
    assertThat(stage.claim("w").live()).isEqualTo(2);
    assertThat(stage.why("b")).isEqualTo(new Why.Waiting(List.of("a")));
  }

  @Test
  void luigisTasksAreTriedAgainAfterTheRetryDelayAndNotJustThen() {
    stage.announce("w", task("a").retrying(RetryRule.ENDLESS));
    failOnce("a");
    stage.pass(Duration.ofMinutes(15));
    assertThat(stage.next("w")).isEmpty();
    stage.pass(Duration.ofNanos(1));
    assertThat(stage.next("w")).containsExactly("a");
  }

  @Test
  void tooManyFailuresWithinTheWindowDisableTheTaskForADay() {
    stage.announce("w", task("a").retrying(windowed(2, 1_800, 99_999)));
    failOnce("a");
    stage.pass(Duration.ofMinutes(16));
    failOnce("a");
    assertThat(stage.status("a")).isEqualTo(Status.DISABLED);
    stage.announce("w", task("a").retrying(windowed(2, 1_800, 99_999)));
    assertThat(stage.status("a")).as("an announcement does not help").isEqualTo(Status.DISABLED);
    stage.pass(Duration.ofDays(1).plusNanos(1));
    stage.claim("w");
    assertThat(stage.status("a")).isEqualTo(Status.FAILED);
    stage.pass(Duration.ofMinutes(15).plusNanos(1));
    assertThat(stage.next("w")).containsExactly("a");
  }

  @Test
  void failuresOlderThanTheWindowAreForgotten() {
    stage.announce("w", task("a").retrying(windowed(2, 600, 99_999)));
    failOnce("a");
    stage.pass(Duration.ofMinutes(16));
    failOnce("a");
    assertThat(stage.status("a")).isEqualTo(Status.FAILED);
  }

  @Test
  void aFailureLongAfterTheFirstDisablesWhateverTheCount() {
    stage.announce("w", task("a").retrying(windowed(99, 600, 960)));
    failOnce("a");
    stage.pass(Duration.ofMinutes(16));
    failOnce("a");
    assertThat(stage.status("a")).isEqualTo(Status.DISABLED);
  }

  @Test
  void aTaskDisabledByFailuresThatIsFoundDoneStartsAfresh() {
    stage.announce("w", task("a").retrying(windowed(1, 600, 9)));
    failOnce("a");
    stage.announce("w", task("a").retrying(windowed(1, 600, 9)).as(Presence.DONE));
    assertThat(stage.status("a")).isEqualTo(Status.DONE);
    assertThat(stage.row("a").failures()).isEmpty();
  }

  @Test
  void aWorkersWishToDisableNeverExpires() {
    stage.announce("w", task("a").retrying(windowed(1, 600, 9)));
    failOnce("a");
    stage.announce("w", task("a").retrying(windowed(1, 600, 9)).as(Presence.DISABLED));
    assertThat(stage.why("a")).isEqualTo(new Why.Disabled(Optional.empty()));
    assertThat(stage.claim("w").nextWake()).isEmpty();
  }

  @Test
  void aReEnabledTaskIsFailedFirstAndForgetsItsFailures() {
    stage.announce("w", task("a").retrying(windowed(1, 600, 9)));
    failOnce("a");
    assertThat(stage.apply(new Command.ReEnable("a"))).hasValue(Status.FAILED);
    assertThat(stage.row("a").failures()).isEmpty();
    assertThat(stage.row("a").due()).hasValue(stage.now.plus(Duration.ofMinutes(15)).plusNanos(1));
  }

  @Test
  void forgivenessRevivesADoomedBranch() {
    stage.pending("w", "a").pending("w", "b", "a").pending("w", "c", "b");
    failOnce("a");
    assertThat(stage.claim("w").live()).isZero();
    assertThat(stage.apply(new Command.ForgiveFailures("a"))).hasValue(Status.PENDING);
    assertThat(stage.claim("w", 0).live()).isEqualTo(3);
    stage.done("w", stage.start("w", "a"));
    stage.done("w", stage.start("w", "b"));
    assertThat(stage.next("w")).containsExactly("c");
  }

  @Test
  void aCancelledTaskFailsForGoodOnceItsWorkerHasStoppedIt() {
    stage.announce("w", task("a").retrying(new RetryRule.Counted(THREE)));
    Lease lease = stage.start("w", "a");
    assertThat(stage.apply(new Command.Cancel("a"))).hasValue(Status.RUNNING);
    assertThat(stage.apply(new Command.Heartbeat("w", List.of(lease), 0)).messages())
        .containsExactly(new WorkerMessage.Stop(1, "a", 1));
    stage.fail("w", lease);
    assertThat(stage.why("a")).isInstanceOf(Why.Failed.class);
  }
}
