package dev.stillson.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.Param;
import dev.stillson.Task;
import dev.stillson.TaskContext;
import dev.stillson.core.parameter.Configured;
import dev.stillson.core.parameter.TaskType;
import dev.stillson.core.scheduler.WorkerMessage;
import dev.stillson.core.scheduler.WorkerRow;
import dev.stillson.protocol.worker.WorkerCommand;
import dev.stillson.server.worker.Deletions;
import dev.stillson.worker.scheduler.SchedulerLink;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers delete outputs for people. */
@Timeout(60)
class DeleteTest {
  private final CountDownLatch served = new CountDownLatch(1);
  private final Lab lab = new Lab("a:", "b: a", "c: b").exists("a", "b", "c");
  private final Post post;
  private final Path folder;
  private Engine engine;

  DeleteTest(@TempDir Path folder) {
    this.folder = folder;
    this.post = new Post(folder);
    this.engine = lab.engine();
  }

  /** A task that the server does not know all of. */
  record Login(String user, @Param(visibility = Param.Visibility.PRIVATE) String password)
      implements Task<Spot> {
    @Override
    public Spot output() {
      return new Spot(user + password);
    }

    @Override
    public void run(TaskContext context) {}
  }

  private void serve() throws InterruptedException {
    SchedulerLink link = post.link("w");
    lab.options(options -> options.withFolder(folder.resolve("w")).withScheduler(link));
    engine = lab.engine();
    List<TaskType> types =
        List.of(
            TaskType.of(Lab.Step.class), TaskType.of(Lab.Supply.class), TaskType.of(Login.class));
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          engine.serve(types, _ -> Configured.NOTHING);
          served.countDown();
        });
    post.await(core -> core.worker("w").map(WorkerRow::registered).orElse(false));
  }

  @AfterEach
  void close() throws InterruptedException {
    engine.drain();
    engine.cancel();
    served.await();
    engine.close();
    post.close();
  }

  private WorkerMessage.Named named(String name) {
    TaskType type = TaskType.of(lab.node(name));
    return new WorkerMessage.Named(
        type.id(lab.node(name)), type.family(), type.revealed(lab.node(name)));
  }

  private String id(String name) {
    return named(name).taskId();
  }

  private static <T> T get(Future<T> answer) throws Exception {
    return answer.get(40, TimeUnit.SECONDS);
  }

  private String refusal(WorkerMessage.Named... tasks) throws Exception {
    try (Deletions.Part part = post.delete("w", "refused", List.of(tasks))) {
      return get(part.prepared()).orElse("");
    }
  }

  @Test
  void outputsAreDeletedInOrderOnceThatIsAllowed() throws Exception {
    serve();
    try (Deletions.Part part = post.delete("w", "o", List.of(named("c"), named("b")))) {
      assertThat(get(part.prepared())).isEmpty();
      assertThat(lab.spots.has("c")).isTrue();
      part.allow();
      assertThat(get(part.deleted()))
          .isEqualTo(new WorkerCommand.Deleted(List.of(id("c"), id("b")), Optional.empty()));
    }
    assertThat(lab.spots.has("c") || lab.spots.has("b")).isFalse();
    assertThat(lab.spots.has("a")).isTrue();
  }

  @Test
  void nothingIsDeletedThatNobodyWaitsForAnyMore() throws Exception {
    serve();
    try (Deletions.Part part = post.delete("w", "o", List.of(named("c")))) {
      assertThat(get(part.prepared())).isEmpty();
    }
    // A later order is obeyed when the worker has heard about the first.
    try (Deletions.Part part = post.delete("w", "o2", List.of(named("b")))) {
      part.allow();
      assertThat(get(part.deleted()).error()).isEmpty();
    }
    assertThat(lab.spots.has("b")).isFalse();
    assertThat(lab.spots.has("c")).isTrue();
  }

  @Test
  void whatComesAfterAnOutputThatCannotBeDeletedIsKept() throws Exception {
    serve();
    lab.spots.fix("b");
    List<WorkerMessage.Named> all = List.of(named("c"), named("b"), named("a"));
    try (Deletions.Part part = post.delete("w", "o", all)) {
      part.allow();
      WorkerCommand.Deleted answer = get(part.deleted());
      assertThat(answer.taskIds()).containsExactly(id("c"));
      assertThat(answer.error().orElse("")).contains(id("b")).contains("The store is read-only");
    }
    assertThat(lab.spots.has("a") && lab.spots.has("b")).isTrue();
  }

  @Test
  void nothingIsDeletedIfOneOfTheTasksIsNotKnownHere() throws Exception {
    serve();
    assertThat(refusal(named("c"), new WorkerMessage.Named("Other_1", "Other", Map.of())))
        .contains("no family Other");
    WorkerMessage.Named step = named("b");
    assertThat(refusal(new WorkerMessage.Named("Step_old", "Step", step.parameters())))
        .contains("differs")
        .contains(step.taskId());
    assertThat(lab.spots.has("c")).isTrue();
  }

  @Test
  void whatIsMadeElsewhereIsNotDeleted() throws Exception {
    serve();
    lab.exists("x");
    assertThat(refusal(named("x"))).contains("made elsewhere");
    assertThat(lab.spots.has("x")).isTrue();
  }

  @Test
  void familiesWithPrivateParametersAreNamedAndNothingIsDeleted() throws Exception {
    serve();
    Login login = new Login("ann", "");
    String id = TaskType.of(login).id(login);
    assertThat(refusal(new WorkerMessage.Named(id, "Login", Map.of("user", "ann"))))
        .contains("Login")
        .contains("password");
  }

  @Test
  void inATestEnvironmentTheRealOutputStays() throws Exception {
    lab.options(options -> options.withEnvironment("ann")).exists("ann/c");
    serve();
    try (Deletions.Part part = post.delete("w", "o", List.of(named("c")))) {
      part.allow();
      assertThat(get(part.deleted()).taskIds()).containsExactly(id("c"));
    }
    assertThat(lab.spots.has("ann/c")).isFalse();
    assertThat(lab.spots.has("c")).isTrue();
  }
}
