package dev.stillson.core.scheduler;

import static dev.stillson.core.scheduler.Stage.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Resources, and keeping them back for better ranked tasks. */
class ResourceTest {
  private final Stage stage = new Stage();

  private void total(String name, double amount) {
    stage.apply(new Command.SetResource(name, amount));
  }

  @Test
  void aResourceThatWasNeverSetHasOne() {
    stage.announce("w", task("a").needing("disk", 1), task("b").needing("disk", 1));
    Lease a = stage.start("w", "a");
    assertThat(stage.next("w")).isEmpty();
    assertThat(stage.why("b"))
        .isEqualTo(new Why.Scarce(List.of(new Why.Shortage("disk", 1, 1, 1))));
    stage.done("w", a);
    assertThat(stage.next("w")).containsExactly("b");
  }

  @Test
  void aTaskThatAsksForMoreThanThereIsBlocksNoOther() {
    stage.announce("w", task("huge").needing("disk", 9).priority(5), task("b").needing("disk", 1));
    assertThat(stage.next("w")).containsExactly("b");
  }

  @Test
  void tasksWithoutResourcesPassThoseThatWait() {
    stage.announce("w", task("a").needing("disk", 1), task("b").needing("disk", 1), task("c"));
    assertThat(stage.claim("w", 9).assignments())
        .extracting(Assignment::taskId)
        .containsExactly("a", "c");
  }

  @Test
  void resourcesAreKeptBackForABetterRankedTaskOfAWorkerWithRoom() {
    stage.register("greedy", 2);
    total("disk", 2);
    stage.announce("greedy", task("small").needing("disk", 1));
    stage.start("greedy", "small");
    stage.announce("greedy", task("big").needing("disk", 2).priority(5));
    stage.announce("w", task("modest").needing("disk", 1));
    assertThat(stage.next("w")).as("big needs both as soon as small is done").isEmpty();
  }

  @Test
  void nothingIsKeptBackForAWorkerWithoutRoom() {
    stage.register("full", 1);
    total("disk", 2);
    stage.announce("full", task("running").needing("disk", 1).priority(9));
    stage.start("full", "running");
    stage.announce("full", task("big").needing("disk", 2).priority(5));
    stage.announce("w", task("modest").needing("disk", 1));
    assertThat(stage.next("w")).containsExactly("modest");
  }

  @Test
  void nothingIsKeptBackForAWorkerThatHasNotAskedForLong() {
    stage.register("quiet", 2);
    total("disk", 2);
    stage.announce("quiet", task("small").needing("disk", 1));
    stage.start("quiet", "small");
    stage.announce("quiet", task("big").needing("disk", 2).priority(5));
    stage.pass(Duration.ofSeconds(60));
    stage.announce("w", task("modest").needing("disk", 1));
    assertThat(stage.next("w")).containsExactly("modest");
  }

  @Test
  void otherResourcesAreNotKeptBack() {
    stage.register("greedy", 2);
    stage.announce("greedy", task("small").needing("disk", 1));
    stage.start("greedy", "small");
    stage.announce("greedy", task("next").needing("disk", 1).priority(5));
    stage.announce("w", task("unrelated").needing("net", 1));
    assertThat(stage.next("w")).containsExactly("unrelated");
  }

  @Test
  void whatARunningTaskGivesBackIsFreeAtOnce() {
    total("disk", 3);
    stage.announce("w", task("a").needing("disk", 3), task("b").needing("disk", 2));
    Lease a = stage.start("w", "a");
    stage.apply(new Command.DecreaseResources("w", "a", 1, Demand.of(Map.of("disk", 2, "net", 7))));
    assertThat(stage.scheduler.usedResources()).isEqualTo(Map.of("disk", 1.0));
    assertThat(stage.next("w")).containsExactly("b");
    stage.done("w", a);
    assertThat(stage.scheduler.usedResources()).isEqualTo(Map.of("disk", 2.0));
  }

  @Test
  void aRunningTaskHoldsWhatItWasGivenWhateverIsAnnounced() {
    stage.announce("w", task("a").needing("disk", 1));
    Lease a = stage.start("w", "a");
    stage.announce("w", task("a").needing("disk", 0.5));
    assertThat(stage.scheduler.usedResources()).isEqualTo(Map.of("disk", 1.0));
    stage.done("w", a);
    assertThat(stage.scheduler.usedResources()).isEmpty();
  }

  @Test
  void fractionsAddUpExactly() {
    for (String id : List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k")) {
      stage.announce("w", task(id).needing("disk", 0.1));
    }
    assertThat(stage.claim("w", 99).assignments()).hasSize(10);
  }
}
