package dev.stillson.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.Policy;
import dev.stillson.core.parameter.Configured;
import dev.stillson.core.parameter.TaskType;
import dev.stillson.core.scheduler.FamilyForm;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.WorkerRow;
import dev.stillson.protocol.worker.StartPlan;
import dev.stillson.server.worker.Starts;
import dev.stillson.worker.scheduler.SchedulerLink;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** Workers start tasks for people, and take those that they have the labels for. */
@Timeout(60)
class StartTest {
  private final CountDownLatch served = new CountDownLatch(1);
  private final Post post;
  private final Path folder;

  StartTest(@TempDir Path folder) {
    this.folder = folder;
    this.post = new Post(folder);
  }

  @AfterEach
  void close() {
    post.close();
  }

  private Engine serve(Lab lab, SchedulerLink link) throws InterruptedException {
    lab.options(options -> options.withFolder(folder.resolve(link.worker())).withScheduler(link));
    Engine engine = lab.engine();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          engine.serve(List.of(TaskType.of(Lab.Step.class)), _ -> Configured.NOTHING);
          served.countDown();
        });
    post.await(core -> core.worker(link.worker()).map(WorkerRow::registered).orElse(false));
    return engine;
  }

  private void end(Engine engine) throws InterruptedException {
    engine.drain();
    served.await();
    engine.close();
  }

  private static String id(Lab lab, String name) {
    return TaskType.of(lab.node(name)).id(lab.node(name));
  }

  private static StartPlan.Task task(Lab lab, String name) {
    return new StartPlan.Task(
        id(lab, name), "Step", TaskType.of(lab.node(name)).display(lab.node(name)));
  }

  /** The parameters of the task called {@code name}, as a person would give them. */
  private static Map<String, String> parameters(Lab lab, String name) {
    return TaskType.of(lab.node(name)).revealed(lab.node(name));
  }

  private static Starts.Answer get(Future<Starts.Answer> answer) throws Exception {
    return answer.get(40, TimeUnit.SECONDS);
  }

  @Test
  void taskThatAPersonWantsIsPlannedAnnouncedAndRun() throws Exception {
    Lab lab = new Lab("root: a b", "a: c", "b:", "c:").exists("b");
    Engine engine = serve(lab, post.link("w"));
    Starts.Answer answer = get(post.start("w", "s1", parameters(lab, "root"), "ann"));
    assertThat(answer).isEqualTo(new Starts.Answer.Started(id(lab, "root"), 3, 1));
    post.await(core -> core.status(id(lab, "root")).equals(Optional.of(Status.DONE)));
    assertThat(lab.ran()).containsExactly("c", "a", "root");
    Optional<WorkerRow> run = post.look(core -> core.worker("s1"));
    assertThat(run.orElseThrow().profile().info())
        .containsEntry("user", "ann")
        .containsEntry("kind", "submission")
        .containsEntry("roots", id(lab, "root"));
    end(engine);
  }

  @Test
  void planSaysWhatWouldRunAndAnnouncesNothing() throws Exception {
    Lab lab = new Lab("root: a b", "a: c", "b:", "c:").exists("b");
    Engine engine = serve(lab, post.link("w"));
    Optional<WorkerRow> worker = post.look(core -> core.worker("w"));
    assertThat(worker.orElseThrow().profile().info()).containsEntry("understands", "plan");
    Starts.Answer answer = get(post.plan("w", "s1", parameters(lab, "root")));
    assertThat(answer)
        .isEqualTo(
            new Starts.Answer.Planned(
                new StartPlan(
                    id(lab, "root"),
                    3,
                    1,
                    0,
                    List.of(new StartPlan.Share("Step", 3, 1)),
                    List.of(task(lab, "c"), task(lab, "a"), task(lab, "root")),
                    List.of())));
    Starts.Answer none = get(post.plan("w", "s2", parameters(lab, "b")));
    assertThat(((Starts.Answer.Planned) none).plan())
        .isEqualTo(
            new StartPlan(
                id(lab, "b"),
                0,
                1,
                0,
                List.of(new StartPlan.Share("Step", 0, 1)),
                List.of(),
                List.of()));
    assertThat(get(post.plan("w", "s3", Map.of()))).isInstanceOf(Starts.Answer.Declined.class);
    assertThat(post.status(id(lab, "root"))).isEmpty();
    assertThat(post.<Optional<WorkerRow>>look(core -> core.worker("s1"))).isEmpty();
    end(engine);
    assertThat(lab.ran()).isEmpty();
  }

  @Test
  void planNamesWhatTheTaskCannotRunWithout() throws Exception {
    Lab lab = new Lab("root: a b", "a: c", "b:", "c:");
    lab.requirements(
        "c",
        () -> {
          throw new IllegalStateException("no calendar");
        });
    Engine engine = serve(lab, post.link("w"));
    StartPlan plan =
        ((Starts.Answer.Planned) get(post.plan("w", "s1", parameters(lab, "root")))).plan();
    assertThat(plan.toRun()).isEqualTo(4);
    assertThat(plan.stuck()).isEqualTo(3);
    assertThat(plan.first()).containsExactly(task(lab, "b"));
    assertThat(plan.obstacles()).containsExactly(task(lab, "c"));
    end(engine);
  }

  @Test
  void planOfManyNamesTheFirstHundredAndCountsAll() throws Exception {
    Lab lab = new Lab(chain(150));
    Engine engine = serve(lab, post.link("w"));
    StartPlan plan =
        ((Starts.Answer.Planned) get(post.plan("w", "s1", parameters(lab, "t0")))).plan();
    assertThat(plan.toRun()).isEqualTo(150);
    assertThat(plan.first()).hasSize(100).startsWith(task(lab, "t149"), task(lab, "t148"));
    end(engine);
  }

  private static String[] chain(int length) {
    return IntStream.range(0, length)
        .mapToObj(i -> "t" + i + ":" + (i + 1 < length ? " t" + (i + 1) : ""))
        .toArray(String[]::new);
  }

  @Test
  void wishThatMakesNoTaskIsDeclinedWithAllThatIsWrong() throws Exception {
    Lab lab = new Lab("a:");
    Engine engine = serve(lab, post.link("w"));
    Starts.Answer answer = get(post.start("w", "s1", Map.of("lab", "many"), "ann"));
    assertThat(answer).isInstanceOf(Starts.Answer.Declined.class);
    assertThat(((Starts.Answer.Declined) answer).error())
        .contains("--lab")
        .contains("many")
        .contains("--name");
    Optional<WorkerRow> run = post.look(core -> core.worker("s1"));
    assertThat(run).isEmpty();
    end(engine);
  }

  @Test
  void taskWhoseRequirementsCannotBeToldIsDeclined() throws Exception {
    Lab lab = new Lab("a:");
    lab.requirements(
        "a",
        () -> {
          throw new IllegalStateException("no calendar");
        });
    Engine engine = serve(lab, post.link("w"));
    Starts.Answer answer = get(post.start("w", "s1", parameters(lab, "a"), "ann"));
    assertThat(answer).isInstanceOf(Starts.Answer.Declined.class);
    assertThat(((Starts.Answer.Declined) answer).error()).contains("no calendar");
    assertThat(post.status(id(lab, "a"))).isEmpty();
    end(engine);
  }

  @Test
  void workerTellsWhatItsFamiliesNeed() throws Exception {
    Engine engine = serve(new Lab("a:"), post.link("w"));
    List<FamilyForm> forms = post.look(core -> core.worker("w").orElseThrow()).profile().forms();
    assertThat(forms).extracting(FamilyForm::family).containsExactly("Step");
    assertThat(forms.getFirst().fields())
        .extracting(FamilyForm.Field::name)
        .containsExactly("lab", "name");
    assertThat(forms.getFirst().fields()).allMatch(FamilyForm.Field::required);
    assertThat(forms.getFirst().help()).isEqualTo("A step of a lab.");
    assertThat(forms.getFirst().owners()).containsExactly("ann@example.com");
    end(engine);
  }

  @Test
  void messageAfterTheServerForgotEverythingIsHeard() throws Exception {
    Lab lab = new Lab("a:", "b:");
    Engine engine = serve(lab, post.link("w"));
    get(post.start("w", "s1", parameters(lab, "a"), "ann"));
    post.forgetEverything();
    post.await(core -> core.worker("w").map(WorkerRow::registered).orElse(false));
    Starts.@Nullable Answer answer = null;
    int number = 2;
    while (answer == null) {
      Future<Starts.Answer> next = post.start("w", "s" + number, parameters(lab, "b"), "ann");
      try {
        answer = next.get(2, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        // A heartbeat from before may have arrived after the message and taken it for heard.
        number++;
      }
    }
    assertThat(answer).isInstanceOf(Starts.Answer.Started.class);
    end(engine);
  }

  @Test
  void taskGoesToTheWorkerThatHasItsLabels() throws Exception {
    Lab lab = new Lab("root: a", "a:");
    lab.policy("a", Policy.DEFAULT.withLabel("gpu", "yes"));
    Engine engine = serve(lab, post.link("strong").withLabels(Map.of("gpu", "yes")));
    lab.options(
        options -> options.withFolder(folder.resolve("run")).withScheduler(post.link("plain")));
    assertThat(lab.run("root").status()).isEqualTo(RunResult.Status.SUCCESS);
    String worker =
        post.look(core -> core.task(id(lab, "a")).orElseThrow().attempt().orElseThrow().worker());
    assertThat(worker).isEqualTo("strong");
    end(engine);
  }

  @Test
  void runWithoutAServerAsksForNoLabels() {
    Lab lab = new Lab("a:");
    lab.policy("a", Policy.DEFAULT.withLabel("gpu", "yes"));
    assertThat(lab.run("a").status()).isEqualTo(RunResult.Status.SUCCESS);
  }
}
