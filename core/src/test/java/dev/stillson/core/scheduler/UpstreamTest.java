package dev.stillson.core.scheduler;

import static dev.stillson.core.scheduler.Stage.task;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Luigi's upstream status. */
class UpstreamTest {
  private final Stage stage = new Stage();

  private Upstream upstream(String id) {
    return stage.scheduler.upstream().of(id);
  }

  @Test
  void theMostSevereStatusBelowATaskWins() {
    stage.announce(
        "w",
        task("done").as(Presence.DONE),
        task("unknown").as(Presence.UNKNOWN),
        task("running").priority(9),
        task("input").as(Presence.EXTERNAL),
        task("disabled").as(Presence.DISABLED));
    stage.announce("w", task("failed").priority(8));
    stage.start("w", "running");
    stage.fail("w", stage.start("w", "failed"));
    stage.pending("w", "a", "done", "unknown");
    assertThat(upstream("a")).isEqualTo(Upstream.NONE);
    stage.pending("w", "b", "a", "running");
    assertThat(upstream("b")).isEqualTo(Upstream.RUNNING);
    stage.pending("w", "c", "b", "input");
    assertThat(upstream("c")).isEqualTo(Upstream.MISSING_INPUT);
    stage.pending("w", "d", "failed", "c");
    assertThat(upstream("d")).isEqualTo(Upstream.FAILED);
    stage.pending("w", "e", "disabled", "d");
    assertThat(upstream("e")).isEqualTo(Upstream.DISABLED);
    assertThat(upstream("nothing")).isEqualTo(Upstream.NONE);
  }

  @Test
  void aTaskThatIsNotPendingHasItsOwnStatus() {
    stage.announce("w", task("off").as(Presence.DISABLED), task("a"));
    stage.fail("w", stage.start("w", "a"));
    stage.pending("w", "b");
    assertThat(upstream("off")).isEqualTo(Upstream.DISABLED);
    assertThat(upstream("a")).isEqualTo(Upstream.FAILED);
    assertThat(upstream("b")).isEqualTo(Upstream.MISSING_INPUT);
  }

  @Test
  void cyclesComeToAnEnd() {
    stage.announce("w", task("failed").priority(5));
    stage.fail("w", stage.start("w", "failed"));
    stage.pending("w", "a", "b").pending("w", "b", "a", "failed");
    assertThat(upstream("a")).isEqualTo(Upstream.FAILED);
  }
}
