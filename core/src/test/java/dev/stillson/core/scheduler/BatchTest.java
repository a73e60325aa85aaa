package dev.stillson.core.scheduler;

import static dev.stillson.core.scheduler.Stage.task;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Several tasks run as one. */
class BatchTest {
  private static final Signature SIGNATURE = Signature.of("city", "day");
  private final Stage stage = new Stage();

  private static Stage.Task load(String id, String city, String day, int most) {
    return task(id)
        .of("Load", Parameters.of(SIGNATURE, city, day))
        .under(Terms.PLAIN.withBatching(new Batching(List.of("day"), most)));
  }

  private List<String> members(String worker) {
    List<Assignment> got = stage.claim(worker).assignments();
    assertThat(got).hasSizeLessThanOrEqualTo(1);
    return got.stream().flatMap(one -> one.members().stream()).map(Assignment::taskId).toList();
  }

  @Test
  void onlyThoseMembersOfALostBatchAreDoneThatSomebodyFoundDone() {
    stage.announce("w", load("a1", "A", "1", 9), load("a2", "A", "2", 9), load("a3", "A", "3", 9));
    members("w");
    stage.announce("v", load("a2", "A", "2", 9).as(Presence.DONE));
    stage.pass(Duration.ofSeconds(61));
    stage.heartbeat("v");
    stage.prune();
    assertThat(stage.status("a1")).isEqualTo(Status.PENDING);
    assertThat(stage.status("a2")).isEqualTo(Status.DONE);
    assertThat(stage.status("a3")).isEqualTo(Status.PENDING);
  }

  @Test
  void tasksThatDifferInBatchedParametersOnlyAreHandedOutTogether() {
    stage.announce("w", load("a1", "A", "1", 9), load("b1", "B", "1", 9), load("a2", "A", "2", 9));
    assertThat(members("w")).containsExactly("a1", "a2");
    assertThat(stage.status("a1")).isEqualTo(Status.RUNNING);
    assertThat(stage.status("a2")).isEqualTo(Status.BATCH_RUNNING);
    assertThat(members("w")).isEmpty();
    assertThat(stage.status("b1")).as("alone, so no batch").isEqualTo(Status.RUNNING);
  }

  @Test
  void whoMakesTasksForOthersCombinesWhatTheySubmittedAndWhoDoesNotTakesOneAtATime() {
    stage.announce(
        "submission",
        load("a1", "A", "1", 2),
        load("a2", "A", "2", 2),
        load("a3", "A", "3", 2),
        load("a4", "A", "4", 2));
    stage.assistant("stranger", new Assistance.Anything());
    assertThat(stage.next("stranger")).containsExactly("a1");
    stage.apply(
        new Command.RegisterWorker(
            "maker",
            WorkerProfile.of("host", 1)
                .withAssistance(new Assistance.Families(Set.of("Load")))
                .withForms(List.of(new FamilyForm("Load", "", List.of(), List.of())))));
    assertThat(members("maker")).containsExactly("a2", "a3");
  }

  @Test
  void aBatchHasLuigisName() {
    stage.announce("w", load("A_a_1", "A", "1", 9), load("A_a_2", "A", "2", 9));
    members("w");
    assertThat(stage.row("A_a_2").batch()).hasValue("93889b8de909015a3b5c5e3b9a594273");
  }

  @Test
  void aBatchIsNoLargerThanItsLimitAndTakesTheBestRanked() {
    stage.announce(
        "w", load("a1", "A", "1", 2), load("a2", "A", "2", 2), load("a3", "A", "3", 2).priority(5));
    assertThat(members("w")).containsExactly("a3", "a1");
  }

  @Test
  void tasksWithOtherResourcesOrOpenDependenciesStayOut() {
    stage.announce(
        "w",
        load("a1", "A", "1", 9),
        load("a2", "A", "2", 9).needing("disk", 1),
        load("a3", "A", "3", 9).after("a2"),
        load("a4", "A", "4", 9));
    assertThat(members("w")).containsExactly("a1", "a4");
  }

  @Test
  void theRunnersEndIsTheEndOfAllMembers() {
    stage.announce("w", load("a1", "A", "1", 9), load("a2", "A", "2", 9));
    members("w");
    assertThat(stage.done("w", new Lease("a2", 1)))
        .isEqualTo(new Verdict.Refused(Refusal.MEMBER_OF_A_BATCH));
    stage.done("w", new Lease("a1", 1));
    assertThat(List.of(stage.status("a1"), stage.status("a2"))).containsOnly(Status.DONE);
    assertThat(stage.row("a2").batch()).isEmpty();
  }

  @Test
  void aFailureCountsForEachMember() {
    stage.announce("w", load("a1", "A", "1", 9), load("a2", "A", "2", 9));
    members("w");
    stage.fail("w", new Lease("a1", 1));
    assertThat(stage.row("a2").failures().orElseThrow().count()).isEqualTo(1);
    assertThat(stage.row("a2").remarks().explanation()).hasValue("boom");
  }

  @Test
  void progressOfTheRunnerIsShownForTheMembers() {
    stage.announce("w", load("a1", "A", "1", 9), load("a2", "A", "2", 9));
    members("w");
    stage.apply(
        new Command.Progress(
            "w", "a1", 1, Optional.of("half way"), Optional.of(50.0), Optional.of("http://x")));
    assertThat(stage.row("a2").remarks().message()).hasValue("half way");
    assertThat(stage.row("a2").remarks().trackingUrl()).hasValue("http://x");
  }

  @Test
  void membersHoldNoResources() {
    stage.announce("w", load("a1", "A", "1", 9).needing("disk", 1));
    stage.announce("w", load("a2", "A", "2", 9).needing("disk", 1));
    assertThat(members("w")).containsExactly("a1", "a2");
    assertThat(stage.scheduler.usedResources()).containsEntry("disk", 1.0);
  }

  @Test
  void membersAnnouncedAgainStayInTheBatch() {
    stage.announce("w", load("a1", "A", "1", 9), load("a2", "A", "2", 9));
    members("w");
    stage.announce("w", load("a2", "A", "2", 9));
    assertThat(stage.status("a2")).isEqualTo(Status.BATCH_RUNNING);
    stage.done("w", new Lease("a1", 1));
    assertThat(stage.status("a2")).isEqualTo(Status.DONE);
  }

  @Test
  void aBatchWhoseWorkerDiesIsPendingAgain() {
    stage.announce("w", load("a1", "A", "1", 9), load("a2", "A", "2", 9));
    stage.announce("v", load("a1", "A", "1", 9), load("a2", "A", "2", 9));
    members("w");
    stage.pass(Duration.ofSeconds(61));
    stage.heartbeat("v");
    stage.prune();
    assertThat(members("v")).containsExactly("a1", "a2");
    assertThat(stage.row("a2").attempts()).isEqualTo(2);
  }

  @Test
  void aWorkerThatDoesNotCombineGetsOneAtATime() {
    stage.announce("w", load("a1", "A", "1", 9), load("a2", "A", "2", 9));
    stage.assistant("helper", new Assistance.Anything());
    assertThat(members("helper")).isEmpty();
    assertThat(stage.status("a2")).isEqualTo(Status.PENDING);
  }
}
