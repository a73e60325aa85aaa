package dev.stillson.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.Node;
import dev.stillson.Param;
import dev.stillson.Policy;
import dev.stillson.Task;
import dev.stillson.TaskContext;
import dev.stillson.core.parameter.Configured;
import dev.stillson.core.parameter.TaskType;
import dev.stillson.core.scheduler.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that are combined to one. */
@Timeout(60)
class BatchTest {
  private static final List<List<String>> SENT = Collections.synchronizedList(new ArrayList<>());

  record Send(String run, @Param(batch = Param.Batch.CONCAT) List<String> names, int most)
      implements Task<Spot> {
    @Override
    public Spot output() {
      return new Spot(run + names);
    }

    @Override
    public Policy policy() {
      return Policy.DEFAULT.withMaxBatch(most);
    }

    @Override
    public void run(TaskContext ctx) throws Exception {
      SENT.add(names);
      for (String name : names) {
        if (!name.equals("nobody")) {
          ctx.client(Spots.Pen.class).put(new Spot(run + List.of(name)));
        }
      }
    }
  }

  private static RunResult run(String run, int most, String... names) {
    List<Node> nodes = new ArrayList<>();
    for (String name : names) {
      nodes.add(new Send(run, List.of(name), most));
    }
    try (Engine engine = new Lab().options(options -> options.withWorkers(1)).engine()) {
      return engine.run(nodes);
    }
  }

  @Test
  void tasksThatDifferInBatchedParametersRunAsOne() {
    SENT.clear();
    RunResult result = run("one", Integer.MAX_VALUE, "ada", "bob", "eve");
    assertThat(SENT).hasSize(1);
    assertThat(SENT.getFirst()).containsExactlyInAnyOrder("ada", "bob", "eve");
    assertThat(result.counts().done()).isEqualTo(3);
  }

  @Test
  void aBatchIsNotLargerThanItsPolicySays() {
    SENT.clear();
    assertThat(run("two", 2, "ada", "bob", "eve").counts().done()).isEqualTo(3);
    assertThat(SENT).hasSize(2);
  }

  @Test
  void whatWasSubmittedIsCombinedByTheWorkerThatRunsItWithoutWhatIsThere(@TempDir Path folder)
      throws Exception {
    SENT.clear();
    Post post = new Post(folder);
    Lab lab = new Lab();
    try (Engine submitting = engine(lab, post, folder, "submission")) {
      List<Node> nodes = new ArrayList<>();
      for (String name : List.of("ada", "bob", "eve")) {
        nodes.add(new Send("four", List.of(name), 9));
      }
      submitting.submit(nodes);
    }
    lab.spots.put("four[bob]");
    Engine worker = engine(lab, post, folder, "worker");
    Thread serving =
        Thread.ofPlatform()
            .start(() -> worker.serve(List.of(TaskType.of(Send.class)), _ -> Configured.NOTHING));
    for (String name : List.of("ada", "bob", "eve")) {
      Node node = new Send("four", List.of(name), 9);
      String id = TaskType.of(Send.class).id(node);
      post.await(core -> core.status(id).equals(Optional.of(Status.DONE)));
    }
    worker.drain();
    serving.join();
    worker.close();
    post.close();
    assertThat(SENT).hasSize(1);
    assertThat(SENT.getFirst()).containsExactlyInAnyOrder("ada", "eve");
  }

  private static Engine engine(Lab lab, Post post, Path folder, String name) {
    return Engine.open(
        RunOptions.defaults()
            .withConnector(lab.spots)
            .withFolder(folder.resolve(name))
            .withScheduler(post.link(name)));
  }

  @Test
  void eachMembersOutputIsLookedFor() {
    SENT.clear();
    RunResult result = run("three", Integer.MAX_VALUE, "ada", "nobody");
    assertThat(result.counts().failed()).isEqualTo(2);
    assertThat(result.tasks().getFirst().failure().orElseThrow().message())
        .contains("ran but its output is missing")
        .contains("spot:three[nobody]");
  }
}
