package dev.stillson.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillson.Policy;
import dev.stillson.core.parameter.Configured;
import dev.stillson.core.parameter.TaskType;
import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Outcome;
import dev.stillson.core.scheduler.Parameters;
import dev.stillson.core.scheduler.Presence;
import dev.stillson.core.scheduler.Signature;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.Terms;
import dev.stillson.core.scheduler.WorkerProfile;
import dev.stillson.protocol.worker.WorkerCommand;
import dev.stillson.worker.scheduler.SchedulerException;
import dev.stillson.worker.scheduler.SchedulerLink;
import dev.stillson.worker.scheduler.SystemTimer;
import dev.stillson.worker.scheduler.Timer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that share a server; the server is real but for its storage. */
@Timeout(60)
class RemoteTest {
  @TempDir Path folder;
  private Post post = new Post(Path.of("nowhere"));

  @BeforeEach
  void open() {
    post.close();
    post = new Post(folder);
  }

  @AfterEach
  void close() {
    post.close();
  }

  private RunResult run(Lab lab, SchedulerLink link, String... names) {
    lab.options(options -> options.withFolder(folder.resolve(link.worker())).withScheduler(link));
    return lab.run(names);
  }

  private static <T> CompletableFuture<T> aside(Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            result.complete(work.get());
          } catch (Throwable e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  private static <T> T get(CompletableFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(40, TimeUnit.SECONDS);
  }

  private String explanation(String task) {
    return post.look(
        core -> core.task(task).orElseThrow().remarks().explanation().orElse("nothing"));
  }

  private static String id(Lab lab, String name) {
    return TaskType.of(lab.node(name)).id(lab.node(name));
  }

  /** The lines of a layered graph with three random requirements for each task. */
  private static String[] layers(int layers, int width, Random random) {
    List<String> lines = new ArrayList<>();
    lines.add("root: " + String.join(" ", row(layers - 1, width)));
    for (int layer = 0; layer < layers; layer++) {
      for (int i = 0; i < width; i++) {
        StringBuilder line = new StringBuilder("t" + layer + "." + i + ":");
        for (int k = 0; layer > 0 && k < 3; k++) {
          line.append(" t").append(layer - 1).append('.').append(random.nextInt(width));
        }
        lines.add(line.toString());
      }
    }
    return lines.toArray(new String[0]);
  }

  private static List<String> row(int layer, int width) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      names.add("t" + layer + "." + i);
    }
    return names;
  }

  @Test
  void remoteRunDoesWhatALocalRunDoes() throws Exception {
    Lab lab = new Lab("root: a b", "a: c", "b: c", "c:");
    RunResult result = run(lab, post.link("w"), "root");
    assertThat(result.status()).isEqualTo(RunResult.Status.SUCCESS);
    assertThat(lab.ran()).startsWith("c").endsWith("root").hasSize(4);
    assertThat(post.status(id(lab, "root"))).contains(Status.DONE);
    post.await(core -> core.worker("w").isEmpty());
  }

  @Test
  void failureIsReportedAndHoldsUpWhatDependsOnIt() {
    Lab lab = new Lab("root: a", "a:");
    lab.body(
        "a",
        (step, context) -> {
          throw new IOException("no disk");
        });
    RunResult result = run(lab, post.link("w"), "root");
    assertThat(result.status()).isEqualTo(RunResult.Status.FAILED);
    assertThat(explanation(id(lab, "a"))).contains("no disk");
  }

  @Test
  void whatWasMadeByHandIsToldThoughThereIsNothingToRun() throws Exception {
    Lab lab = new Lab("root: a", "a:");
    lab.body(
        "a",
        (step, context) -> {
          throw new IOException("no disk");
        });
    run(lab, post.link("first"), "root");
    assertThat(post.status(id(lab, "a"))).contains(Status.FAILED);
    lab.exists("a", "root");
    RunResult result = run(lab, post.link("second"), "a", "root");
    assertThat(result.summary()).startsWith("Nothing to do");
    assertThat(post.status(id(lab, "a"))).contains(Status.DONE);
    assertThat(post.status(id(lab, "root"))).contains(Status.DONE);
    post.await(core -> core.worker("second").isEmpty());
  }

  @Test
  void taskMayRequireOthersWhileItRuns() {
    Lab lab = new Lab("root:", "more:");
    lab.body(
        "root",
        (step, context) -> {
          context.require(lab.step("more"));
          step.put(context);
        });
    RunResult result = run(lab, post.link("w"), "root");
    assertThat(result.status()).isEqualTo(RunResult.Status.SUCCESS);
    assertThat(lab.ran()).containsExactly("root", "more");
  }

  @Test
  void twoRunsShareAGraphAndEachTaskRunsOnce() throws Exception {
    Lab lab = new Lab(layers(10, 20, new Random(7)));
    CompletableFuture<RunResult> one = aside(() -> engineRun(lab, "one"));
    CompletableFuture<RunResult> two = aside(() -> engineRun(lab, "two"));
    assertThat(get(one).status()).as("%s", get(one).summary()).isEqualTo(RunResult.Status.SUCCESS);
    assertThat(get(two).status()).as("%s", get(two).summary()).isEqualTo(RunResult.Status.SUCCESS);
    assertThat(lab.ran()).hasSize(complete(get(one))).doesNotHaveDuplicates();
  }

  private static int complete(RunResult result) {
    return result.counts().done() + result.counts().alreadyDone();
  }

  private RunResult engineRun(Lab lab, String worker) {
    return engineRun(lab, worker, new SystemTimer());
  }

  private RunResult engineRun(Lab lab, String worker, Timer timer) {
    RunOptions options =
        RunOptions.defaults()
            .withWorkers(2)
            .withConnector(lab.spots)
            .withFolder(folder.resolve(worker))
            .withScheduler(post.link(worker));
    try (Engine engine = Engine.open(options, timer)) {
      return engine.run(List.of(lab.node("root")));
    }
  }

  /** A worker's clock that is wrong. */
  private static final class WrongTimer implements Timer {
    private final Timer timer = new SystemTimer();
    private final Duration wrong;

    WrongTimer(Duration wrong) {
      this.wrong = wrong;
    }

    @Override
    public Instant now() {
      return timer.now().plus(wrong);
    }

    @Override
    public Alarm after(Duration wait, Runnable task) {
      return timer.after(wait, task);
    }

    @Override
    public void close() {
      timer.close();
    }
  }

  @Test
  void workersWhoseClocksAreTenMinutesOffShareAGraphAndEachTaskRunsOnce() throws Exception {
    Lab lab = new Lab(layers(5, 10, new Random(7)));
    AtomicInteger tries = new AtomicInteger();
    lab.policy("root", Policy.DEFAULT.withRetries(1, Duration.ofMinutes(1)));
    lab.body(
        "root",
        (step, context) -> {
          if (tries.incrementAndGet() == 1) {
            throw new IOException("not yet");
          }
          step.put(context);
        });
    CompletableFuture<RunResult> fast =
        aside(() -> engineRun(lab, "fast", new WrongTimer(Duration.ofMinutes(10))));
    CompletableFuture<RunResult> slow =
        aside(() -> engineRun(lab, "slow", new WrongTimer(Duration.ofMinutes(-10))));
    String root = TaskType.of(lab.node("root")).id(lab.node("root"));
    post.await(core -> core.status(root).equals(Optional.of(Status.FAILED)));
    Instant before = post.look(core -> core.worker("fast").orElseThrow().lastActive());
    post.pass(Duration.ofSeconds(50));
    assertThat(post.status(root)).as("before it is time").hasValue(Status.FAILED);
    // Otherwise they would have been silent for too long.
    for (String worker : List.of("fast", "slow")) {
      post.await(core -> core.worker(worker).orElseThrow().lastActive().isAfter(before));
    }
    post.pass(Duration.ofSeconds(50));
    // Either of them may have had both tries, and tells that there was a second.
    for (CompletableFuture<RunResult> run : List.of(fast, slow)) {
      assertThat(get(run).status())
          .isIn(RunResult.Status.SUCCESS, RunResult.Status.SUCCESS_WITH_RETRY);
    }
    assertThat(tries).hasValue(2);
    assertThat(lab.ran().stream().filter(name -> !name.equals("root"))).doesNotHaveDuplicates();
  }

  @Test
  void twoProcessesOfOneNameBothGetEverythingDone() throws Exception {
    Lab lab = new Lab(layers(5, 10, new Random(7)));
    CompletableFuture<RunResult> one = aside(() -> engineRun(lab, "one"));
    CompletableFuture<RunResult> two = aside(() -> engineRun(lab, "one"));
    assertThat(get(one).status()).as("%s", get(one).summary()).isEqualTo(RunResult.Status.SUCCESS);
    assertThat(get(two).status()).as("%s", get(two).summary()).isEqualTo(RunResult.Status.SUCCESS);
    assertThat(new HashSet<>(lab.ran())).hasSize(complete(get(one)));
  }

  @Test
  void everyTaskRunsOnceThoughTheLineIsBad() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    post.fates =
        () -> {
          synchronized (random) {
            return switch (random.nextInt(12)) {
              case 0 -> Post.Fate.LOST;
              case 1 -> Post.Fate.UNANSWERED;
              case 2 -> Post.Fate.DOUBLED;
              case 3 -> Post.Fate.UNAVAILABLE;
              default -> Post.Fate.PASSED;
            };
          }
        };
    Lab lab = new Lab(layers(6, 8, new Random(seed)));
    CompletableFuture<RunResult> one = aside(() -> engineRun(lab, "one"));
    CompletableFuture<RunResult> two = aside(() -> engineRun(lab, "two"));
    assertThat(get(one).status()).as("seed %d", seed).isEqualTo(RunResult.Status.SUCCESS);
    assertThat(get(two).status()).as("seed %d", seed).isEqualTo(RunResult.Status.SUCCESS);
    assertThat(lab.ran()).as("seed %d", seed).hasSize(complete(get(one))).doesNotHaveDuplicates();
  }

  @Test
  void whatRunsGoesOnWhileTheServerIsAwayAndIsReportedWhenItIsBack() throws Exception {
    Lab lab = new Lab("root: a", "a:");
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    lab.body(
        "a",
        (step, context) -> {
          began.countDown();
          goOn.await();
          step.put(context);
        });
    CompletableFuture<RunResult> result = aside(() -> run(lab, post.link("w"), "root"));
    began.await();
    post.stop();
    goOn.countDown();
    post.start();
    assertThat(get(result).status()).isEqualTo(RunResult.Status.SUCCESS);
    assertThat(lab.ran()).containsExactly("a", "root");
  }

  @Test
  void serverThatForgotEverythingIsToldAgain() throws Exception {
    Lab lab = new Lab("root: a b", "a:", "b:");
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    lab.options(options -> options.withWorkers(1).withGrace(Duration.ofMillis(50)));
    lab.body(
        "b",
        (step, context) -> {
          began.countDown();
          goOn.await();
          step.put(context);
        });
    CompletableFuture<RunResult> result = aside(() -> run(lab, post.link("w"), "root"));
    began.await();
    post.forgetEverything();
    post.await(core -> core.status(id(lab, "root")).isPresent());
    goOn.countDown();
    assertThat(get(result).status()).isEqualTo(RunResult.Status.SUCCESS);
    assertThat(lab.spots.has("root")).isTrue();
  }

  @Test
  void attemptWhoseLeaseIsLostPublishesNothing() throws Exception {
    Lab lab = new Lab("a:");
    CountDownLatch began = new CountDownLatch(1);
    CompletableFuture<Throwable> refusal = new CompletableFuture<>();
    lab.body(
        "a",
        (step, context) -> {
          began.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            try {
              step.put(context);
              refusal.complete(new AssertionError("It was published"));
            } catch (IllegalStateException over) {
              refusal.complete(over);
            }
          }
        });
    CompletableFuture<RunResult> result = aside(() -> run(lab, post.link("w"), "a"));
    began.await();
    String id = id(lab, "a");
    post.as(
        "other",
        new WorkerCommand.Register(WorkerProfile.of("", 1)),
        new WorkerCommand.Announce(List.of(Announcement.pending(id, "Step", List.of()))));
    // The worker is thought dead, and another has the task before it is heard again.
    post.perform((core, now) -> {
      core.apply(new Command.Forget("w"), now);
      return core.apply(new Command.Claim("other", 1), now);
    });
    assertThat(get(refusal)).isInstanceOf(IllegalStateException.class);
    assertThat(lab.spots.has("a")).isFalse();
    post.as("other", new WorkerCommand.Report(id, 2, Outcome.DONE));
    RunResult end = get(result);
    assertThat(lab.outcome(end, "a").state()).isEqualTo(TaskOutcome.State.DONE_ELSEWHERE);
    assertThat(end.exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void taskThatFailsElsewhereIsToldWithItsWorker() throws Exception {
    Lab lab = new Lab("root: a", "a:");
    String id = id(lab, "a");
    post.as(
        "other",
        new WorkerCommand.Register(WorkerProfile.of("", 1)),
        new WorkerCommand.Announce(List.of(Announcement.pending(id, "Step", List.of()))),
        new WorkerCommand.Claim(1, Optional.empty()));
    CompletableFuture<RunResult> result = aside(() -> run(lab, post.link("w"), "root"));
    post.await(core -> core.status(id(lab, "root")).isPresent());
    post.as("other", new WorkerCommand.Report(id, 1, new Outcome.Failed("It broke", true)));
    RunResult end = get(result);
    assertThat(lab.outcome(end, "a").failure().orElseThrow().message())
        .isEqualTo("It broke\n  worker: other");
    assertThat(end.status()).isEqualTo(RunResult.Status.FAILED);
    assertThat(lab.ran()).isEmpty();
  }

  @Test
  void externalTaskIsWaitedForWhileAnotherWorkerCanMakeIt() throws Exception {
    Lab lab = new Lab("root: x", "x:");
    String id = id(lab, "x");
    post.as(
        "python",
        new WorkerCommand.Register(WorkerProfile.of("", 1)),
        new WorkerCommand.Announce(List.of(Announcement.pending(id, "Supply", List.of()))),
        new WorkerCommand.Claim(1, Optional.empty()));
    CompletableFuture<RunResult> result = aside(() -> run(lab, post.link("w"), "root"));
    post.await(core -> core.status(id(lab, "root")).isPresent());
    lab.exists("x");
    post.as("python", new WorkerCommand.Report(id, 1, Outcome.DONE));
    RunResult end = get(result);
    assertThat(end.status()).isEqualTo(RunResult.Status.SUCCESS);
    assertThat(lab.outcome(end, "x").state()).isEqualTo(TaskOutcome.State.DONE_ELSEWHERE);
  }

  @Test
  void externalTaskThatNobodyMakesIsMissing() {
    Lab lab = new Lab("root: x", "x:");
    RunResult end = run(lab, post.link("w"), "root");
    assertThat(end.status()).isEqualTo(RunResult.Status.MISSING_EXTERNAL);
  }

  private static Announcement announcement(Lab lab, String name, String... needs) {
    TaskType type = TaskType.of(lab.node(name));
    List<String> ids = new ArrayList<>();
    for (String need : needs) {
      ids.add(id(lab, need));
    }
    return new Announcement(
        id(lab, name),
        type.family(),
        Parameters.of(
            Signature.of(type.sentNames().toArray(new String[0])), type.sentValues(lab.node(name))),
        ids,
        List.of(),
        Presence.PENDING,
        0,
        Terms.PLAIN);
  }

  @Test
  void longLivedWorkerRunsWhatWasSubmittedAndDrains() throws Exception {
    Lab lab = new Lab("root: a", "a:", "b:");
    lab.exists("b");
    post.as(
        "submitter",
        new WorkerCommand.Submit(
            List.of(
                announcement(lab, "root", "a"), announcement(lab, "a"), announcement(lab, "b"))));
    lab.options(options ->
        options.withFolder(folder.resolve("w")).withScheduler(post.link("w")).withWorkers(1));
    Engine engine = lab.engine();
    CompletableFuture<Boolean> served =
        aside(() -> {
          engine.serve(List.of(TaskType.of(Lab.Step.class)), type -> Configured.NOTHING);
          return true;
        });
    post.await(core -> core.status(id(lab, "root")).equals(Optional.of(Status.DONE)));
    post.await(core -> core.status(id(lab, "b")).equals(Optional.of(Status.DONE)));
    assertThat(lab.ran()).containsExactly("a", "root");
    engine.drain();
    assertThat(get(served)).isTrue();
    engine.close();
  }

  @Test
  void workerThatWaitsForWorkHearsMessagesWithoutBeating() throws Exception {
    Lab lab = new Lab("a:");
    SchedulerLink link = post.link("w").withBeat(Duration.ofDays(1));
    lab.options(options -> options.withFolder(folder.resolve("w")).withScheduler(link));
    Engine engine = lab.engine();
    CompletableFuture<Boolean> served =
        aside(() -> {
          engine.serve(List.of(TaskType.of(Lab.Step.class)), type -> Configured.NOTHING);
          return true;
        });
    post.await(core -> core.worker("w").isPresent());
    for (int slots = 2; slots < 5; slots++) {
      post.apply(new Command.SetSlots("w", slots));
      post.await(core -> !core.hasMessages("w"));
    }
    engine.drain();
    assertThat(get(served)).isTrue();
    engine.close();
  }

  @Test
  void taskWhoseParametersMakeAnotherIdHereFailsAndSaysWhy() throws Exception {
    Lab lab = new Lab("a:");
    Announcement a = announcement(lab, "a");
    post.as(
        "submitter",
        new WorkerCommand.Submit(
            List.of(
                new Announcement(
                    "Step_other",
                    a.family(),
                    a.parameters(),
                    List.of(),
                    List.of(),
                    Presence.PENDING,
                    0,
                    Terms.PLAIN))));
    lab.options(options -> options.withFolder(folder.resolve("w")).withScheduler(post.link("w")));
    Engine engine = lab.engine();
    CompletableFuture<Boolean> served =
        aside(() -> {
          engine.serve(List.of(TaskType.of(Lab.Step.class)), type -> Configured.NOTHING);
          return true;
        });
    post.await(core -> core.status("Step_other").equals(Optional.of(Status.FAILED)));
    assertThat(explanation("Step_other"))
        .startsWith("The code of this worker differs from the code that announced Step_other");
    engine.drain();
    get(served);
    engine.close();
  }

  @Test
  void drainingWorkerFinishesWhatRunsAndTakesNoMore() throws Exception {
    Lab lab = new Lab("a:", "b:");
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    lab.body(
        "a",
        (step, context) -> {
          began.countDown();
          goOn.await();
          step.put(context);
        });
    post.as(
        "submitter",
        new WorkerCommand.Submit(List.of(announcement(lab, "a"), announcement(lab, "b"))));
    lab.options(options ->
        options.withFolder(folder.resolve("w")).withScheduler(post.link("w")).withWorkers(1));
    Engine engine = lab.engine();
    CompletableFuture<Boolean> served =
        aside(() -> {
          engine.serve(List.of(TaskType.of(Lab.Step.class)), type -> Configured.NOTHING);
          return true;
        });
    began.await();
    engine.drain();
    goOn.countDown();
    get(served);
    engine.close();
    assertThat(post.status(id(lab, "a"))).contains(Status.DONE);
    assertThat(post.status(id(lab, "b"))).contains(Status.PENDING);
  }

  @Test
  void cancellingATaskAtTheServerStopsItsAttempt() throws Exception {
    Lab lab = new Lab("a:");
    CountDownLatch began = new CountDownLatch(1);
    lab.body(
        "a",
        (step, context) -> {
          began.countDown();
          new CountDownLatch(1).await();
        });
    CompletableFuture<RunResult> result = aside(() -> run(lab, post.link("w"), "a"));
    began.await();
    post.apply(new Command.Cancel(id(lab, "a")));
    RunResult end = get(result);
    assertThat(end.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(lab.outcome(end, "a").failure().orElseThrow().message())
        .isEqualTo("It was cancelled\n  worker: w");
    assertThat(post.status(id(lab, "a"))).contains(Status.FAILED);
  }

  @Test
  void messageReachesTheTaskAndItsAnswerTheSender() throws Exception {
    Lab lab = new Lab("a:");
    lab.policy("a", Policy.DEFAULT.withMessages());
    CountDownLatch began = new CountDownLatch(1);
    lab.body(
        "a",
        (step, context) -> {
          began.countDown();
          var message = context.messages().poll(Duration.ofSeconds(30)).orElseThrow();
          message.respond("got " + message.content());
          step.put(context);
        });
    CompletableFuture<RunResult> result = aside(() -> run(lab, post.link("w"), "a"));
    began.await();
    post.apply(new Command.SendMessage("w", id(lab, "a"), "m1", "hello"));
    assertThat(get(result).status()).isEqualTo(RunResult.Status.SUCCESS);
    assertThat(post.apply(new Command.TakeResponse(id(lab, "a"), "m1"))).contains("got hello");
  }

  @Test
  void serverThatIsNotThereIsNamed() {
    Lab lab = new Lab("a:");
    SchedulerLink link = post.link("w").withPatience(Duration.ZERO);
    post.stop();
    assertThatThrownBy(() -> run(lab, link, "a"))
        .isInstanceOf(SchedulerException.class)
        .hasMessageStartingWith("The scheduler cannot be reached\n  address: http://127.0.0.1:");
    assertThat(lab.ran()).isEmpty();
  }

  @Test
  void workerThatMayNotSignInIsToldSo() {
    post.fates = () -> Post.Fate.FORBIDDEN;
    assertThatThrownBy(() -> run(new Lab("a:"), post.link("w"), "a"))
        .isInstanceOf(SchedulerException.class)
        .hasMessageStartingWith("The scheduler does not let this worker in");
  }
}
