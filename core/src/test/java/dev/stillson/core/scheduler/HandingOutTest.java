package dev.stillson.core.scheduler;

import static dev.stillson.core.scheduler.Stage.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who gets which task, and when. */
class HandingOutTest {
  private final Stage stage = new Stage();

  @Test
  void dependenciesRunFirst() {
    stage.pending("w", "report", "load").pending("w", "load");
    Lease load = stage.start("w", "load");
    assertThat(stage.next("w")).isEmpty();
    stage.done("w", load);
    assertThat(stage.next("w")).containsExactly("report");
  }

  @Test
  void higherPriorityRunsFirstAndThenWhatWasHeardOfEarlier() {
    stage.announce(
        "w",
        task("old"),
        task("older").after("oldest"),
        task("urgent").priority(5),
        task("oldest"));
    stage.now = Stage.START.minusSeconds(3_600);
    stage.pending("w", "new");
    assertThat(stage.claim("w", 9).assignments())
        .extracting(Assignment::taskId)
        .containsExactly("urgent", "old", "oldest", "new");
  }

  @Test
  void anUrgentTaskMakesAllThatItDependsOnUrgentAndNoAnnouncementLowersIt() {
    stage.pending("w", "other").pending("w", "a").pending("w", "b", "a").pending("w", "c", "b");
    stage.announce("w", task("c").after("b").priority(9));
    stage.announce("w", task("c").after("b").priority(1));
    assertThat(stage.row("a").priority()).isEqualTo(9);
    assertThat(stage.next("w")).containsExactly("a");
  }

  @Test
  void aDependencyThatIsNotAnnouncedYetHoldsItsDependantBack() {
    stage.pending("w", "report", "load");
    assertThat(stage.status("load")).isEqualTo(Status.UNKNOWN);
    assertThat(stage.why("load")).isEqualTo(new Why.Unannounced());
    Claimed claimed = stage.claim("w");
    assertThat(claimed.assignments()).isEmpty();
    assertThat(claimed.live()).isEqualTo(2);
  }

  @Test
  void workersRunOnlyWhatTheyAnnounced() {
    stage.pending("w", "a").pending("v", "b");
    assertThat(stage.claim("v", 9).assignments())
        .extracting(Assignment::taskId)
        .containsExactly("b");
  }

  @Test
  void oneTaskIsNeverGivenToTwoWorkers() {
    stage.pending("w", "a").pending("v", "a");
    stage.start("w", "a");
    assertThat(stage.next("v")).isEmpty();
    assertThat(stage.claim("v").live()).isEqualTo(1);
  }

  @Test
  void assistantsTakeTheTasksOfOthersAndHaveNoStakeInThem() {
    stage.pending("w", "a");
    stage.announce("w", task("external").as(Presence.EXTERNAL));
    stage.assistant("helper", new Assistance.Anything());
    assertThat(stage.next("helper")).containsExactly("a");
    assertThat(stage.row("a").stakeholders()).containsExactly("w");
    assertThat(stage.claim("helper", 9).assignments()).isEmpty();
  }

  @Test
  void assistantsOfSomeFamiliesLeaveTheOthersAlone() {
    stage.announce(
        "w", task("a").of("Heavy", Parameters.NONE), task("b").of("Light", Parameters.NONE));
    stage.assistant("helper", new Assistance.Families(Set.of("Light")));
    assertThat(stage.claim("helper", 9).assignments())
        .extracting(Assignment::family)
        .containsExactly("Light");
  }

  @Test
  void aTaskWhoseOnlyWorkerLeftIsMissingUnlessAnAssistantMayCome() {
    stage.pending("gone", "a").pending("w", "b", "a");
    stage.apply(new Command.Forget("gone"));
    assertThat(stage.claim("w").live()).isZero();
    assertThat(stage.why("b")).isEqualTo(new Why.Doomed(List.of("b", "a")));
    stage.assistant("helper", new Assistance.Anything());
    assertThat(stage.claim("w").live()).isEqualTo(2);
    stage.done("helper", stage.start("helper", "a"));
    assertThat(stage.next("w")).containsExactly("b");
  }

  @Test
  void whatNobodyAsksForSaysSoAndWhatAllAreTooBusyForToo() {
    stage.pending("submission", "a").pending("submission", "b").pending("submission", "c");
    stage.claim("submission", 0);
    assertThat(stage.why("a")).isEqualTo(new Why.Unattended());
    stage.assistant("helper", new Assistance.Anything());
    assertThat(stage.why("a")).isEqualTo(new Why.Ready());
    Lease lease = stage.start("helper", "a");
    assertThat(stage.why("b")).isEqualTo(new Why.Busy(1, 1));
    stage.assistant("second", new Assistance.Anything());
    stage.start("second", "b");
    assertThat(stage.why("c")).isEqualTo(new Why.Busy(2, 2));
    stage.done("helper", lease);
    assertThat(stage.why("c")).isEqualTo(new Why.Ready());
    stage.apply(new Command.DisableWorker("helper"));
    assertThat(stage.why("c")).isEqualTo(new Why.Busy(1, 1));
    stage.apply(new Command.DisableWorker("second"));
    assertThat(stage.why("c")).isEqualTo(new Why.Unattended());
  }

  @Test
  void nothingNewStartsDuringAPause() {
    stage.pending("w", "a");
    stage.apply(new Command.Pause());
    assertThat(stage.next("w")).isEmpty();
    assertThat(stage.why("a")).isEqualTo(new Why.Paused());
    stage.apply(new Command.Resume());
    assertThat(stage.next("w")).containsExactly("a");
  }

  @Test
  void aDisabledWorkerEndsWhatItRunsAndGetsNoMore() {
    stage.pending("w", "a").pending("w", "b");
    Lease a = stage.start("w", "a");
    stage.apply(new Command.DisableWorker("w"));
    assertThat(stage.claim("w").standing()).isEqualTo(Standing.DISABLED);
    assertThat(stage.next("w")).isEmpty();
    stage.pending("w", "new");
    assertThat(stage.knows("new")).isFalse();
    assertThat(stage.done("w", a)).isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void aLostReplyIsSentAgainWithTheSameAttempt() {
    stage.pending("w", "a").pending("w", "b");
    Lease lost = stage.start("w", "a");
    Claimed again = stage.claimHolding("w", 1);
    assertThat(again.assignments()).extracting(Assignment::lease).containsExactly(lost);
    assertThat(stage.claimHolding("w", 1, "a").assignments())
        .extracting(Assignment::taskId)
        .containsExactly("b");
  }

  @Test
  void softDependenciesMayFailAndHardOnesMayNot() {
    stage.pending("w", "shaky");
    stage.announce("w", task("lenient").softlyAfter("shaky"), task("strict").after("shaky"));
    assertThat(stage.claim("w", 9).assignments()).hasSize(1);
    stage.fail("w", new Lease("shaky", 1));
    Claimed claimed = stage.claim("w", 9);
    assertThat(claimed.assignments()).extracting(Assignment::taskId).containsExactly("lenient");
    assertThat(claimed.live()).isEqualTo(1);
    assertThat(stage.why("strict")).isEqualTo(new Why.Doomed(List.of("strict", "shaky")));
  }

  @Test
  void missingExportBlocksTheReportAndNamesTheCause() {
    stage.announce("w", task("export").as(Presence.EXTERNAL), task("clean").after("export"));
    stage.pending("w", "report", "clean");
    assertThat(stage.claim("w").live()).isZero();
    assertThat(stage.why("report")).isEqualTo(new Why.Doomed(List.of("report", "clean", "export")));
    assertThat(stage.why("export")).isEqualTo(new Why.Missing());
    stage.apply(new Command.MarkDone("export"));
    assertThat(stage.claim("w").live()).isEqualTo(2);
  }

  @Test
  void brokenAndDisabledTasksDoomTheirDependants() {
    stage.announce("w", task("broken").as(Presence.UNKNOWN), task("off").as(Presence.DISABLED));
    stage.pending("w", "a", "broken").pending("w", "b", "off");
    Claimed claimed = stage.claim("w");
    assertThat(claimed.live()).isZero();
    assertThat(claimed.pending()).as("what is below a disabled task is not pending").isEqualTo(1);
    assertThat(stage.why("broken")).isEqualTo(new Why.Broken());
  }

  @Test
  void pendingTasksAreCountedByWhoElseCanRunThem() {
    stage.pending("w", "mine").pending("w", "ours").pending("v", "ours");
    Claimed w = stage.claim("w", 0);
    assertThat(List.of(w.pending(), w.uniquePending(), w.latestPending()))
        .isEqualTo(List.of(2, 1, 1));
    Claimed v = stage.claim("v", 0);
    assertThat(List.of(v.pending(), v.uniquePending(), v.latestPending()))
        .isEqualTo(List.of(1, 0, 1));
  }

  @Test
  void aTaskThatDependsOnItselfSaysSo() {
    stage
        .pending("w", "a", "b")
        .pending("w", "b", "c")
        .pending("w", "c", "a")
        .pending("w", "d", "d");
    assertThat(stage.claim("w", 9).assignments()).isEmpty();
    assertThat(stage.why("a")).isEqualTo(new Why.Cycle(List.of("a", "b", "c", "a")));
    assertThat(stage.why("d")).isEqualTo(new Why.Cycle(List.of("d", "d")));
  }

  @Test
  void aTaskThatJustGotDoneIsNotMadePendingByAWorkerThatLookedBefore() {
    stage.pending("w", "a");
    stage.done("w", stage.start("w", "a"));
    stage.pass(Duration.ofSeconds(9));
    stage.pending("v", "a");
    assertThat(stage.status("a")).isEqualTo(Status.DONE);
    stage.pass(Duration.ofSeconds(1));
    stage.pending("v", "a");
    assertThat(stage.status("a")).isEqualTo(Status.PENDING);
  }

  @Test
  void dependenciesAreReplacedByANewAnnouncement() {
    stage.pending("w", "a", "b", "c", "b").pending("w", "b").pending("w", "c");
    stage.pending("w", "a", "c");
    assertThat(stage.row("a").dependencies())
        .extracting(TaskRow.Dependency::id)
        .containsExactly("c");
    assertThat(stage.scheduler.dependants("b")).isEmpty();
  }

  @Test
  void aPriorityThatIsNoNumberIsRefused() {
    assertThatThrownBy(() -> task("a").priority(Double.NaN).told())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The priority of task a is not a number");
    assertThatThrownBy(() -> Demand.of(Map.of("disk", -1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The amount of resource 'disk' is -1.0");
  }

  @Test
  void aTaskThatWasToBeForgottenIsKeptForAWorkerWhoseTaskDependsOnIt() {
    stage.pending("first", "a");
    stage.done("first", stage.start("first", "a"));
    stage.apply(new Command.Forget("first"));
    stage.prune();
    stage.pending("second", "b", "a");
    for (int minute = 0; minute < 30; minute++) {
      stage.pass(Duration.ofSeconds(60));
      stage.heartbeat("second");
      stage.prune();
    }
    assertThat(stage.next("second")).containsExactly("b");
  }
}
