package dev.stillson.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillson.Family;
import dev.stillson.Node;
import dev.stillson.Policy;
import dev.stillson.Requires;
import dev.stillson.Task;
import dev.stillson.TaskContext;
import dev.stillson.WrapperTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PlanTest {

  private static PlannedTask.State state(Plan plan, Node node) {
    return plan.find(node).orElseThrow().state();
  }

  @Test
  void whatIsCompleteIsNotAskedForItsRequirements() {
    Lab lab = new Lab("a: b", "b: c", "c:").exists("b");
    Plan plan = lab.plan("a");
    assertThat(lab.opened()).containsExactly("a");
    assertThat(plan.find(lab.node("c"))).isEmpty();
    assertThat(state(plan, lab.node("a"))).isEqualTo(PlannedTask.State.TO_RUN);
    assertThat(state(plan, lab.node("b"))).isEqualTo(PlannedTask.State.DONE);
  }

  @Test
  void aStoreIsAskedOnceForEachLevelOfTheGraph() {
    Lab lab = new Lab("a: b c", "b: d e", "c: e f", "d:", "e:", "f:");
    lab.plan("a");
    assertThat(lab.spots.questions())
        .containsExactly(Set.of("a"), Set.of("b", "c"), Set.of("d", "e", "f"));
  }

  @Test
  void requirementsAreListedBeforeWhatRequiresThem() {
    Lab lab = new Lab("a: b c", "b: d", "c: d", "d:");
    List<Node> order = new ArrayList<>();
    for (PlannedTask task : lab.plan("a").tasks()) {
      order.add(task.node());
    }
    assertThat(order).isEqualTo(lab.nodes("d", "b", "c", "a"));
  }

  @Test
  void aWrapperIsCompleteWhenAllItRequiresIs() {
    Lab lab = new Lab("wAll: wSome b", "wSome: a", "wMore: c", "a:", "b:", "c:").exists("a", "b");
    Plan plan = lab.plan("wAll", "wMore");
    assertThat(state(plan, lab.node("wAll"))).isEqualTo(PlannedTask.State.DONE);
    assertThat(state(plan, lab.node("wMore"))).isEqualTo(PlannedTask.State.TO_RUN);
  }

  @Test
  void aMissingExternalTargetBlocksWhatIsAboveAndIsNamedAsTheCause() {
    Lab lab = new Lab("a: b", "b: x c", "c:");
    Plan plan = lab.plan("a");
    assertThat(state(plan, lab.node("x"))).isEqualTo(PlannedTask.State.MISSING);
    assertThat(state(plan, lab.node("a"))).isEqualTo(PlannedTask.State.BLOCKED);
    assertThat(state(plan, lab.node("c"))).isEqualTo(PlannedTask.State.TO_RUN);
    assertThat(plan.blockers(plan.roots().getFirst()))
        .extracting(PlannedTask::node)
        .containsExactly(lab.node("x"));
  }

  @Test
  void aSoftRequirementThatIsMissingBlocksNothing() {
    Lab lab = new Lab("a: b ~x", "b:");
    assertThat(state(lab.plan("a"), lab.node("a"))).isEqualTo(PlannedTask.State.TO_RUN);
  }

  @Test
  void whatThrowsWhilePlanningIsBrokenWithItsOwnLineAndTheRestGoesOn() {
    Lab lab = new Lab("a: b c", "b:", "c:");
    lab.requirements(
        "b",
        () -> {
          throw new IllegalStateException("no calendar");
        });
    Plan plan = lab.plan("a");
    PlannedTask broken = plan.find(lab.node("b")).orElseThrow();
    assertThat(broken.state()).isEqualTo(PlannedTask.State.BROKEN);
    Failure failure = broken.failure().orElseThrow();
    assertThat(failure.message()).isEqualTo("IllegalStateException: no calendar");
    assertThat(failure.place().orElseThrow()).startsWith("Lab.").contains("(Lab.java:");
    assertThat(failure.details()).contains("PlanTest");
    assertThat(state(plan, lab.node("c"))).isEqualTo(PlannedTask.State.TO_RUN);
    assertThat(state(plan, lab.node("a"))).isEqualTo(PlannedTask.State.BLOCKED);
  }

  @Test
  void requirementsOfNullAreExplained() {
    Lab lab = new Lab("a:");
    lab.requirements("a", PlanTest::nothing);
    assertThat(lab.plan("a").roots().getFirst().failure().orElseThrow().message())
        .contains("requires()")
        .contains("null")
        .contains("hint: ");
  }

  @SuppressWarnings("NullAway") // What a user without a null checker may write.
  private static Requires nothing() {
    return null;
  }

  @Test
  void aStoreThatDoesNotAnswerBreaksWhatItWasAskedForOnly() {
    Lab lab = new Lab("a: b", "b:");
    lab.spots.hide("b");
    Plan plan = lab.plan("a");
    assertThat(plan.find(lab.node("b")).orElseThrow().failure().orElseThrow().message())
        .isEqualTo("It is not known whether the output exists: The store does not answer");
    assertThat(state(plan, lab.node("a"))).isEqualTo(PlannedTask.State.BLOCKED);
  }

  @Test
  void aCycleIsShownAsAPathAndTheRestIsPlanned() {
    Lab lab = new Lab("a: b f", "b: c", "c: d", "d: b e", "e:", "f:");
    Plan plan = lab.plan("a");
    PlannedTask broken = plan.find(lab.node("c")).orElseThrow();
    assertThat(broken.failure().orElseThrow().message().replaceAll("lab=\\d+, ", ""))
        .isEqualTo(
            """
            The tasks require each other in a circle
              circle: Step(name=b)
                → Step(name=c)
                → Step(name=d)
                → Step(name=b)\
            """);
    assertThat(state(plan, lab.node("a"))).isEqualTo(PlannedTask.State.BLOCKED);
    assertThat(state(plan, lab.node("e"))).isEqualTo(PlannedTask.State.TO_RUN);
    assertThat(state(plan, lab.node("f"))).isEqualTo(PlannedTask.State.TO_RUN);
    assertThat(plan.tasks()).hasSize(6);
  }

  @Test
  void aTaskThatRequiresItselfIsACycleOfOne() {
    Plan plan = new Lab("a: a").plan("a");
    assertThat(plan.roots().getFirst().failure().orElseThrow().message()).contains("circle");
  }

  @Test
  void twoCyclesThatShareATaskAreBothBroken() {
    Lab lab = new Lab("a: b c", "b: a", "c: a");
    Plan plan = lab.plan("a");
    for (String name : List.of("a", "b", "c")) {
      assertThat(state(plan, lab.node(name))).isEqualTo(PlannedTask.State.BROKEN);
    }
  }

  @Test
  void withOnlyTheGivenTasksAreLookedAtAndWrappersAreOpened() {
    Lab lab = new Lab("w: a b", "a: c", "b:").options(options -> options.withOnly(true));
    Plan plan = lab.plan("w");
    assertThat(lab.opened()).containsExactly("w");
    assertThat(plan.tasks()).hasSize(3);
    assertThat(state(plan, lab.node("a"))).isEqualTo(PlannedTask.State.TO_RUN);
  }

  @Test
  void aTaskThatAlwaysRunsIsToRunThoughItsOutputExists() {
    Lab lab = new Lab("a: b", "b:").exists("b", "a");
    lab.policy("a", Policy.DEFAULT.withAlways());
    Plan plan = lab.plan("a");
    assertThat(state(plan, lab.node("a"))).isEqualTo(PlannedTask.State.TO_RUN);
    assertThat(state(plan, lab.node("b"))).isEqualTo(PlannedTask.State.DONE);
  }

  @Test
  void inAnEnvironmentInputsMayComeFromTheRealPlaceAndWhatWasAskedForMayNot() {
    Lab lab =
        new Lab("w: a", "a: b x", "b: c")
            .exists("a", "b", "x")
            .options(options -> options.withEnvironment("test"));
    Plan plan = lab.plan("w");
    assertThat(state(plan, lab.node("a"))).isEqualTo(PlannedTask.State.TO_RUN);
    assertThat(state(plan, lab.node("b"))).isEqualTo(PlannedTask.State.DONE);
    assertThat(state(plan, lab.node("x"))).isEqualTo(PlannedTask.State.DONE);
    lab.exists("test/a");
    assertThat(state(lab.plan("w"), lab.node("w"))).isEqualTo(PlannedTask.State.DONE);
  }

  @Test
  void slowCallsRunAtTheSameTime() {
    CyclicBarrier barrier = new CyclicBarrier(8);
    List<Integer> values = List.of(1, 2, 3, 4, 5, 6, 7, 8);
    SideBySide<Integer> results =
        SideBySide.of(
            values,
            value -> {
              try {
                barrier.await(20, TimeUnit.SECONDS);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
              if (value == 5) {
                throw new IllegalArgumentException("five");
              }
              return value * 2;
            });
    assertThat(results.get(3)).isEqualTo(8);
    assertThatThrownBy(() -> results.get(4)).hasMessage("five");
  }

  /** Two families that differ in their class only. */
  record One() implements Task<Spot> {
    @Override
    public Requires requires() {
      return new Elsewhere.One();
    }

    @Override
    public Spot output() {
      return new Spot("one");
    }

    @Override
    public void run(TaskContext context) {}
  }

  static final class Elsewhere {
    private Elsewhere() {}

    @Family("One")
    record One() implements WrapperTask {}
  }

  @Test
  void twoClassesOfOneFamilyAreRefused() {
    try (Engine engine = new Lab().engine()) {
      assertThatThrownBy(() -> engine.plan(List.of(new One())))
          .isInstanceOf(PlanException.class)
          .hasMessageContaining("PlanTest$One")
          .hasMessageContaining("PlanTest$Elsewhere$One")
          .hasMessageContaining("hint: ");
    }
  }

  @Test
  void aTaskWithAParameterOfNullIsRefusedAndTheParameterIsNamed() {
    try (Engine engine = new Lab().engine()) {
      assertThatThrownBy(() -> engine.plan(List.of(new Lab.Step(1, PlanTest.noText()))))
          .isInstanceOf(PlanException.class)
          .hasMessageContaining("name");
    }
  }

  @SuppressWarnings("NullAway") // As above.
  private static String noText() {
    return null;
  }

  private static final class NotARecord implements WrapperTask {}

  @Test
  void aTaskThatRequiresWhatIsNoRecordIsBrokenAndTheClassIsNamed() {
    Lab lab = new Lab("a:");
    lab.requirements("a", NotARecord::new);
    assertThat(lab.plan("a").roots().getFirst().failure().orElseThrow().message())
        .contains("requires what is no task")
        .contains("NotARecord");
  }

  /** A chain without stores in the way. */
  record Link(int index) implements WrapperTask {
    @Override
    public Requires requires() {
      return index == 0 ? Requires.none() : new Link(index - 1);
    }
  }

  record Fan(int width) implements WrapperTask {
    @Override
    public Requires requires() {
      List<Step> steps = new ArrayList<>(width);
      for (int i = 0; i < width; i++) {
        steps.add(new Step(i));
      }
      return Requires.all(steps);
    }
  }

  record Step(int index) implements Task<Spot> {
    @Override
    public Requires requires() {
      return new Link(0);
    }

    @Override
    public Spot output() {
      return new Spot("step");
    }

    @Override
    public void run(TaskContext context) {}
  }

  @Test
  void aChainOfAMillionTasksIsPlanned() {
    try (Engine engine = new Lab().engine()) {
      assertThat(engine.plan(List.of(new Link(999_999))).count(PlannedTask.State.DONE))
          .isEqualTo(1_000_000);
    }
  }

  @Test
  void aMillionTasksOfOneLevelArePlanned() {
    try (Engine engine = new Lab().engine()) {
      assertThat(engine.plan(List.of(new Fan(1_000_000))).count(PlannedTask.State.TO_RUN))
          .isEqualTo(1_000_001);
    }
  }
}
