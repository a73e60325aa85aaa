package dev.stillson.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillson.Node;
import dev.stillson.Param;
import dev.stillson.Policy;
import dev.stillson.Task;
import dev.stillson.TaskContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
  void eachMembersOutputIsLookedFor() {
    SENT.clear();
    RunResult result = run("three", Integer.MAX_VALUE, "ada", "nobody");
    assertThat(result.counts().failed()).isEqualTo(2);
    assertThat(result.tasks().getFirst().failure().orElseThrow().message())
        .contains("ran but its output is missing")
        .contains("spot:three[nobody]");
  }
}
