package dev.stillson.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillson.DependencyFailed;
import dev.stillson.Isolation;
import dev.stillson.PermanentFailure;
import dev.stillson.Policy;
import dev.stillson.Requires;
import dev.stillson.worker.log.AttemptScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunTest {

  @Test
  void everythingThatIsNotCompleteRunsAfterWhatItRequires() {
    Lab lab = new Lab("w: a", "a: b c", "b: d", "c: d", "d:").exists("c");
    RunResult result = lab.run("w");
    assertThat(lab.ran()).containsExactly("d", "b", "a");
    assertThat(result.status()).isEqualTo(RunResult.Status.SUCCESS);
    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(result.counts().done()).isEqualTo(4);
    assertThat(result.counts().alreadyDone()).isEqualTo(1);
  }

  @Test
  void aSecondRunDoesNothing() {
    Lab lab = new Lab("a: b", "b:");
    lab.run("a");
    RunResult second = lab.run("a");
    assertThat(lab.ran()).containsExactly("b", "a");
    assertThat(second.counts().alreadyDone()).isEqualTo(1);
    assertThat(second.summary()).startsWith("Nothing to do: everything is done already");
  }

  @Test
  void aFailureHoldsUpOnlyWhatRequiresItAndIsNamedAsTheCause() {
    Lab lab = new Lab("a: b c", "b:", "c:", "d: c");
    lab.body(
        "b",
        (step, context) -> {
          throw new IllegalStateException("the disk is full");
        });
    RunResult result = lab.run("a", "d");
    assertThat(lab.ran()).containsExactlyInAnyOrder("b", "c", "d");
    assertThat(result.status()).isEqualTo(RunResult.Status.FAILED);
    assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
    TaskOutcome failed = lab.outcome(result, "b");
    assertThat(failed.state()).isEqualTo(TaskOutcome.State.FAILED);
    assertThat(failed.failure().orElseThrow().message())
        .isEqualTo("IllegalStateException: the disk is full");
    assertThat(failed.log().orElseThrow().toString()).endsWith(".1.log");
    TaskOutcome held = lab.outcome(result, "a");
    assertThat(held.state()).isEqualTo(TaskOutcome.State.NOT_RUN);
    assertThat(held.blockers()).extracting(PlannedTask::node).containsExactly(lab.node("b"));
  }

  @Test
  void aMissingExternalTargetIsNoFailureAndHasAnExitCodeOfItsOwn() {
    Lab lab = new Lab("a: x b", "b:");
    RunResult result = lab.run("a");
    assertThat(lab.ran()).containsExactly("b");
    assertThat(result.status()).isEqualTo(RunResult.Status.MISSING_EXTERNAL);
    assertThat(result.exitCode()).isEqualTo(ExitCode.MISSING);
    assertThat(result.summary()).contains("missing, and not made by this pipeline (1)");
  }

  @Test
  void whatCannotBePlannedHasAnExitCodeOfItsOwn() {
    Lab lab = new Lab("a: b", "b: b", "c:");
    RunResult result = lab.run("a", "c");
    assertThat(lab.ran()).containsExactly("c");
    assertThat(result.status()).isEqualTo(RunResult.Status.PLANNING_FAILED);
    assertThat(result.exitCode()).isEqualTo(ExitCode.PLANNING);
  }

  @Test
  void aTaskThatRanWithoutItsOutputFailsAndTheMessageNamesTheOutput() {
    Lab lab = new Lab("a:").body("a", (step, context) -> {});
    RunResult result = lab.run("a");
    assertThat(lab.outcome(result, "a").failure().orElseThrow().message())
        .contains("ran but its output is missing")
        .contains("output: spot:a");
  }

  @Test
  void aFailedAttemptIsFollowedByOthersAfterTheirWaits() throws Exception {
    HandTimer timer = new HandTimer();
    Lab lab = new Lab("a: b", "b:").timer(timer);
    lab.policy(
        "b",
        Policy.DEFAULT.withRetry(
            dev.stillson.Retry.times(3, Duration.ofMinutes(5))
                .withBackoff(2, Duration.ofHours(1))
                .withJitter(0)));
    AtomicInteger attempts = new AtomicInteger();
    lab.body(
        "b",
        (step, context) -> {
          if (attempts.incrementAndGet() < 3) {
            throw new IllegalStateException("not yet");
          }
          assertThat(context.attempt()).isEqualTo(3);
          step.put(context);
        });
    List<RunEvent> events = Collections.synchronizedList(new ArrayList<>());
    lab.options(options -> options.withListener(events::add));
    Future<RunResult> run = background(() -> lab.run("a"));
    assertThat(timer.ring()).isEqualTo(Duration.ofMinutes(5).plusMillis(1));
    assertThat(timer.ring()).isEqualTo(Duration.ofMinutes(10).plusMillis(1));
    RunResult result = run.get();
    assertThat(result.status()).isEqualTo(RunResult.Status.SUCCESS_WITH_RETRY);
    assertThat(result.counts().retried()).isEqualTo(1);
    assertThat(lab.outcome(result, "b").attempts()).isEqualTo(3);
    assertThat(events)
        .filteredOn(RunEvent.AttemptFailed.class::isInstance)
        .extracting(event -> ((RunEvent.AttemptFailed) event).retry().orElseThrow())
        .containsExactly(Duration.ofMinutes(5), Duration.ofMinutes(10));
  }

  @Test
  void aPermanentFailureIsNotTriedAgain() {
    Lab lab = new Lab("a:");
    lab.policy("a", Policy.DEFAULT.withRetries(5, Duration.ZERO));
    lab.body(
        "a",
        (step, context) -> {
          throw new PermanentFailure("The account is closed");
        });
    RunResult result = lab.run("a");
    assertThat(lab.ran()).containsExactly("a");
    assertThat(lab.outcome(result, "a").failure().orElseThrow().message())
        .isEqualTo("The account is closed");
  }

  @Test
  void readingAnInputThatIsNotDeclaredFailsAndNamesIt() {
    Lab lab = new Lab("a: b", "b:", "c:").exists("c");
    lab.body("a", (step, context) -> context.input(lab.step("c")));
    RunResult result = lab.run("a");
    Failure failure = lab.outcome(result, "a").failure().orElseThrow();
    assertThat(failure.message())
        .contains("name=a) reads an input that its requires() does not declare")
        .contains("name=c)")
        .contains("hint: ");
    assertThat(failure.permanent()).isTrue();
  }

  @Test
  void whatAWrapperWrapsMayBeReadByWhoRequiresTheWrapper() {
    Lab lab = new Lab("a: w", "w: b", "b:");
    lab.body(
        "a",
        (step, context) -> {
          assertThat(context.input(lab.step("b"))).isEqualTo(new Spot("b"));
          step.put(context);
        });
    assertThat(lab.run("a").status()).isEqualTo(RunResult.Status.SUCCESS);
  }

  @Test
  void aSoftRequirementMayFailAndTheTaskSeesThatItHasNoOutput() {
    Lab lab = new Lab("a: b ~c", "b:", "c:", "d: ~e", "e:");
    lab.body(
        "c",
        (step, context) -> {
          throw new IllegalStateException("c is down");
        });
    AtomicReference<String> seen = new AtomicReference<>("");
    lab.body(
        "a",
        (step, context) -> {
          seen.set(seen.get() + context.input(Requires.soft(lab.step("c"))));
          step.put(context);
        });
    lab.body(
        "d",
        (step, context) -> {
          seen.set(seen.get() + context.input(Requires.soft(lab.step("e"))).orElseThrow());
          step.put(context);
        });
    RunResult result = lab.options(options -> options.withWorkers(1)).run("a", "d");
    assertThat(seen.get()).contains("Optional.empty").contains("spot:e");
    assertThat(result.counts().done()).isEqualTo(4);
    assertThat(result.counts().failed()).isEqualTo(1);
  }

  @Test
  void noMoreTasksRunAtOnceThanThereAreWorkers() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      lines.add("t" + i + ":");
    }
    Lab lab = new Lab(lines.toArray(new String[0])).options(options -> options.withWorkers(3));
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch three = new CountDownLatch(3);
    for (int i = 0; i < 50; i++) {
      lab.body(
          "t" + i,
          (step, context) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            three.countDown();
            assertThat(three.await(20, TimeUnit.SECONDS)).isTrue();
            now.decrementAndGet();
            step.put(context);
          });
    }
    String[] names = new String[50];
    for (int i = 0; i < 50; i++) {
      names[i] = "t" + i;
    }
    assertThat(lab.run(names).counts().done()).isEqualTo(50);
    assertThat(most.get()).isEqualTo(3);
  }

  @Test
  void aRequirementFoundWhileRunningIsRunAndTheTaskGoesOnWhereItStood() {
    Lab lab = new Lab("a:", "b: c", "c:").options(options -> options.withWorkers(1));
    AtomicInteger begun = new AtomicInteger();
    List<RunEvent> events = Collections.synchronizedList(new ArrayList<>());
    lab.options(options -> options.withListener(events::add));
    lab.body(
        "a",
        (step, context) -> {
          begun.incrementAndGet();
          assertThat(context.require(lab.step("b"))).isEqualTo(new Spot("b"));
          assertThat(context.input(lab.step("b"))).isEqualTo(new Spot("b"));
          assertThat(context.require(List.of(lab.step("b"), lab.step("c"))))
              .containsExactly(new Spot("b"), new Spot("c"));
          step.put(context);
        });
    RunResult result = lab.run("a");
    assertThat(result.summary()).contains("Success");
    assertThat(lab.ran()).containsExactly("a", "c", "b");
    assertThat(begun.get()).isEqualTo(1);
    assertThat(events)
        .extracting(event -> event.getClass().getSimpleName())
        .containsSubsequence("AttemptStarted", "AttemptParked", "AttemptResumed", "TaskDone");
  }

  @Test
  void aRequirementFoundWhileRunningMayFail() {
    Lab lab = new Lab("a:", "b: c", "c:");
    lab.body(
        "c",
        (step, context) -> {
          throw new IllegalStateException("c is down");
        });
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    lab.body(
        "a",
        (step, context) -> {
          try {
            context.require(lab.step("c"));
          } catch (DependencyFailed e) {
            thrown.set(e);
          }
          context.require(lab.step("b"));
        });
    RunResult result = lab.run("a");
    assertThat(thrown.get())
        .hasMessageContaining("A required task failed")
        .hasMessageContaining("c is down");
    assertThat(lab.outcome(result, "a").failure().orElseThrow().message())
        .contains("something that it requires failed");
  }

  @Test
  void aMissingExternalRequirementFoundWhileRunningIsToldAtOnce() {
    Lab lab = new Lab("a:");
    lab.body("a", (step, context) -> context.require(new Lab.Supply(step.lab(), "x")));
    RunResult result = lab.run("a");
    assertThat(lab.outcome(result, "a").failure().orElseThrow().message())
        .contains("there is no spot:x");
  }

  @Test
  @Timeout(30)
  void aTaskThatFindsNewRequirementsForEverFails() {
    Lab lab = new Lab("a:").options(options -> options.withRounds(50));
    lab.body(
        "a",
        (step, context) -> {
          for (int i = 0; ; i++) {
            context.require(lab.step("b" + i));
            context.require(lab.step("b0"));
          }
        });
    RunResult result = lab.run("a");
    Failure failure = lab.outcome(result, "a").failure().orElseThrow();
    assertThat(failure.message())
        .contains("name=a) found new tasks to need more than 50 times")
        .contains("hint: if it is to come to an end, set rounds in [run] to more");
    assertThat(failure.permanent()).isTrue();
    assertThat(lab.ran()).hasSize(51).contains("b49");
  }

  @Test
  @Timeout(30)
  void tasksThatFindOneAnotherForEverFail() {
    Lab lab = new Lab("a0:").options(options -> options.withRounds(50));
    for (int i = 0; i < 100; i++) {
      String next = "a" + (i + 1);
      lab.body("a" + i, (step, context) -> context.require(lab.step(next)));
    }
    RunResult result = lab.run("a0");
    assertThat(result.status()).isEqualTo(RunResult.Status.FAILED);
    assertThat(lab.outcome(result, "a50").failure().orElseThrow().message())
        .contains("name=a50), or those that found that they need it, found new tasks");
    assertThat(lab.ran()).hasSize(51);
  }

  @Test
  void tasksThatWaitForEachOtherAreToldTheCircle() {
    Lab lab = new Lab("a:", "b: a");
    lab.body("a", (step, context) -> context.require(lab.step("b")));
    RunResult result = lab.run("a");
    assertThat(lab.outcome(result, "a").failure().orElseThrow().message())
        .contains("circle")
        .contains("name=a)\n    → ")
        .contains("name=b)");
  }

  @Test
  void aParkedTaskGivesItsSlotBackAndNeedsOneToGoOn() {
    Lab lab = new Lab("a0:", "a1:", "a2:", "a3:", "b0:", "b1:", "b2:", "b3:");
    lab.options(options -> options.withWorkers(1));
    for (int i = 0; i < 4; i++) {
      String required = "b" + i;
      lab.body(
          "a" + i,
          (step, context) -> {
            context.require(lab.step(required));
            step.put(context);
          });
    }
    assertThat(lab.run("a0", "a1", "a2", "a3").counts().done()).isEqualTo(8);
  }

  @Test
  void aTaskThatExceedsItsTimeIsInterruptedAndItsFailureSaysSo() throws Exception {
    HandTimer timer = new HandTimer();
    Lab lab = new Lab("a:").timer(timer);
    lab.policy("a", Policy.DEFAULT.withTimeout(Duration.ofSeconds(90)));
    lab.body("a", (step, context) -> new CountDownLatch(1).await());
    Future<RunResult> run = background(() -> lab.run("a"));
    assertThat(timer.ring()).isEqualTo(Duration.ofSeconds(90));
    RunResult result = run.get();
    assertThat(lab.outcome(result, "a").failure().orElseThrow().message())
        .isEqualTo("It ran longer than its timeout of 1 min 30 s");
  }

  @Test
  void aTaskThatDoesNotStopIsAbandonedAndCanPublishNothingMore() throws Exception {
    HandTimer timer = new HandTimer();
    Lab lab = new Lab("a:").timer(timer);
    lab.policy("a", Policy.DEFAULT.withTimeout(Duration.ofSeconds(90)));
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    lab.body(
        "a",
        (step, context) -> {
          awaitWhateverComes(goOn);
          try {
            step.put(context);
          } catch (IllegalStateException e) {
            thrown.set(e);
          } finally {
            over.countDown();
          }
        });
    Future<RunResult> run = background(() -> lab.run("a"));
    timer.ring();
    assertThat(timer.ring()).isEqualTo(Duration.ofSeconds(5));
    RunResult result = run.get();
    assertThat(lab.outcome(result, "a").failure().orElseThrow().message()).contains("timeout");
    goOn.countDown();
    over.await();
    assertThat(thrown.get()).hasMessageContaining("The attempt is over");
    assertThat(lab.spots.has("a")).isFalse();
  }

  private static void awaitWhateverComes(CountDownLatch latch) {
    while (true) {
      try {
        latch.await();
        return;
      } catch (InterruptedException e) {
        // As tasks do that do not listen.
      }
    }
  }

  @Test
  void cancellingInterruptsWhatRunsAndStartsNothingMore() throws Exception {
    Lab lab = new Lab("a: b", "b:");
    CountDownLatch started = new CountDownLatch(1);
    lab.body(
        "b",
        (step, context) -> {
          started.countDown();
          new CountDownLatch(1).await();
        });
    try (Engine engine = lab.engine()) {
      Future<RunResult> run = background(() -> engine.run(lab.nodes("a")));
      started.await();
      engine.cancel();
      RunResult result = run.get();
      assertThat(result.status()).isEqualTo(RunResult.Status.CANCELLED);
      assertThat(result.exitCode().code()).isEqualTo(130);
      assertThat(lab.outcome(result, "b").state()).isEqualTo(TaskOutcome.State.CANCELLED);
      assertThat(lab.outcome(result, "a").state()).isEqualTo(TaskOutcome.State.NOT_RUN);
      assertThat(lab.ran()).containsExactly("b");
    }
  }

  @Test
  void cancellingTwiceDoesNotWaitForTasksThatDoNotStop() throws Exception {
    Lab lab = new Lab("a:").timer(new HandTimer());
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    lab.body(
        "a",
        (step, context) -> {
          started.countDown();
          awaitWhateverComes(goOn);
        });
    try (Engine engine = lab.engine()) {
      Future<RunResult> run = background(() -> engine.run(lab.nodes("a")));
      started.await();
      engine.cancel();
      engine.cancel();
      assertThat(run.get().status()).isEqualTo(RunResult.Status.CANCELLED);
      goOn.countDown();
    }
  }

  @Test
  void interruptingTheCallerCancelsTheRun() throws Exception {
    Lab lab = new Lab("a:");
    CountDownLatch started = new CountDownLatch(1);
    lab.body(
        "a",
        (step, context) -> {
          started.countDown();
          new CountDownLatch(1).await();
        });
    FutureTask<RunResult> run = new FutureTask<>(() -> lab.run("a"));
    Thread caller = Thread.ofPlatform().start(run);
    started.await();
    caller.interrupt();
    assertThat(run.get().status()).isEqualTo(RunResult.Status.CANCELLED);
  }

  @Test
  void aTaskThatNeedsMoreThanThereIsDoesNotHoldTheRunForEver() {
    Lab lab = new Lab("a:", "b:");
    lab.policy("a", Policy.DEFAULT.withResource("printer", 2));
    RunResult result = lab.run("a", "b");
    assertThat(lab.ran()).containsExactly("b");
    assertThat(result.status()).isEqualTo(RunResult.Status.NOT_RUN);
    assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_RUN);
  }

  @Test
  void aTaskMayRunOnAThreadOfItsOwn() {
    Lab lab = new Lab("a:");
    lab.policy("a", Policy.DEFAULT.withIsolation(Isolation.platformThread()));
    AtomicReference<Boolean> virtual = new AtomicReference<>();
    lab.body(
        "a",
        (step, context) -> {
          virtual.set(Thread.currentThread().isVirtual());
          step.put(context);
        });
    assertThat(lab.run("a").status()).isEqualTo(RunResult.Status.SUCCESS);
    assertThat(virtual.get()).isFalse();
  }

  @Test
  void threadsThatATaskStartsBelongToItsAttempt() {
    Lab lab = new Lab("a:");
    AtomicReference<String> scope = new AtomicReference<>("");
    lab.body(
        "a",
        (step, context) -> {
          Thread child =
              Thread.ofPlatform()
                  .start(() -> scope.set(AttemptScope.current().orElseThrow().toString()));
          child.join();
          step.put(context);
        });
    RunResult result = lab.run("a");
    assertThat(scope.get()).isEqualTo(lab.outcome(result, "a").task().id() + ".1");
  }

  @Test
  void inAnEnvironmentEverythingIsWrittenThereAndReadFromWhereItIs() {
    Lab lab =
        new Lab("a: b c", "b:", "c:")
            .exists("a", "b")
            .options(options -> options.withEnvironment("test"));
    List<String> read = Collections.synchronizedList(new ArrayList<>());
    lab.body(
        "a",
        (step, context) -> {
          read.add(context.input(lab.step("b")).name());
          read.add(context.input(lab.step("c")).name());
          step.put(context);
        });
    RunResult result = lab.run("a");
    assertThat(result.status()).isEqualTo(RunResult.Status.SUCCESS);
    assertThat(read).containsExactly("b", "test/c");
    assertThat(lab.spots.has("test/a")).isTrue();
    assertThat(lab.spots.has("c")).isFalse();
  }

  @Test
  void aListenerThatFailsChangesNothing() {
    Lab lab =
        new Lab("a:")
            .options(options ->
                options.withListener(event -> {
                  throw new IllegalStateException("deaf");
                }));
    assertThat(lab.run("a").status()).isEqualTo(RunResult.Status.SUCCESS);
  }

  @Test
  void listenersHearOfEachStepOfARun() {
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    Lab lab = new Lab("a: b x", "b:", "c:").exists("x");
    lab.options(options ->
        options.withWorkers(1).withListener(event -> heard.add(event.getClass().getSimpleName())));
    lab.run("a");
    assertThat(heard)
        .containsExactly(
            "RunStarted",
            "DependencyDiscovered",
            "DependencyDiscovered",
            "DependencyPresent",
            "Planned",
            "AttemptStarted",
            "TaskDone",
            "AttemptStarted",
            "TaskDone",
            "RunEnded");
  }

  @Test
  void theEngineRefusesASecondRunAtTheSameTime() throws Exception {
    Lab lab = new Lab("a:", "b:");
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    lab.body(
        "a",
        (step, context) -> {
          started.countDown();
          goOn.await();
          step.put(context);
        });
    try (Engine engine = lab.engine()) {
      Future<RunResult> run = background(() -> engine.run(lab.nodes("a")));
      started.await();
      assertThatThrownBy(() -> engine.run(lab.nodes("b")))
          .isInstanceOf(IllegalStateException.class);
      goOn.countDown();
      assertThat(run.get().status()).isEqualTo(RunResult.Status.SUCCESS);
    }
  }

  @Test
  void cancellingWhileThePlanIsMadeRunsNothing() throws Exception {
    Lab lab = new Lab("a: b", "b: c", "c:");
    CountDownLatch planning = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    lab.requirements(
        "a",
        () -> {
          planning.countDown();
          awaitWhateverComes(goOn);
          return lab.step("b");
        });
    try (Engine engine = lab.engine()) {
      Future<RunResult> run = background(() -> engine.run(lab.nodes("a")));
      planning.await();
      engine.cancel();
      goOn.countDown();
      assertThat(run.get().status()).isEqualTo(RunResult.Status.CANCELLED);
      assertThat(lab.ran()).isEmpty();
    }
  }

  @Test
  void manyTasksMayRequireAtTheSameTimeWhatOthersRequireToo() {
    List<String> names = new ArrayList<>();
    Lab lab = new Lab().options(options -> options.withWorkers(8));
    for (int i = 0; i < 500; i++) {
      String required = "b" + i % 50;
      names.add("a" + i);
      lab.body(
          "a" + i,
          (step, context) -> {
            context.require(List.of(lab.step(required), lab.step("b0")));
            step.put(context);
          });
    }
    RunResult result = lab.run(names.toArray(new String[0]));
    assertThat(result.counts().done()).isEqualTo(550);
    assertThat(lab.ran()).doesNotHaveDuplicates();
  }

  private static Future<RunResult> background(Callable<RunResult> run) {
    FutureTask<RunResult> task = new FutureTask<>(run);
    Thread.ofPlatform().daemon().start(task);
    return task;
  }
}
