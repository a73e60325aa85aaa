package dev.stillson.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillson.Requires;
import dev.stillson.WrapperTask;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequirementsTest {

  record Leaf(int n) implements WrapperTask {}

  record Needing(Requires requires) implements WrapperTask {}

  record Pair(Leaf first, Requires.All<Leaf> others, Requires.Soft<Leaf> soft, Inner inner)
      implements Requires.Group {}

  record Inner(Leaf last, Requires.None none) implements Requires.Group {}

  record WrongPart(Leaf leaf, String text) implements Requires.Group {}

  static final class NoRecord implements Requires.Group {}

  @Test
  void nothingOneAndManyAreLists() {
    assertThat(Requirements.requiredBy(new Leaf(1))).isSameAs(Requirements.NONE);
    assertThat(of(new Leaf(1)).hard()).containsExactly(new Leaf(1));
    assertThat(of(Requires.all(new Leaf(1), new Leaf(2))).hard())
        .containsExactly(new Leaf(1), new Leaf(2));
    assertThat(of(Requires.all()).isEmpty()).isTrue();
    assertThat(of(Requires.soft(new Leaf(1))).soft()).containsExactly(new Leaf(1));
  }

  @Test
  void groupIsFlattenedInTheOrderOfItsComponents() {
    Pair pair =
        new Pair(
            new Leaf(1),
            Requires.all(new Leaf(2), new Leaf(3)),
            Requires.soft(new Leaf(4)),
            new Inner(new Leaf(5), Requires.none()));
    assertThat(of(pair))
        .isEqualTo(
            new Requirements(
                List.of(new Leaf(1), new Leaf(2), new Leaf(3), new Leaf(5)), List.of(new Leaf(4))));
  }

  @Test
  void componentThatIsNoRequirementIsNamed() {
    assertThatThrownBy(() -> of(new WrongPart(new Leaf(1), "x")))
        .isInstanceOf(InvalidRequirements.class)
        .hasMessageStartingWith(
            "Needing has a wrong requirement: component 'text' of group WrongPart is a String, which"
                + " is no requirement.\nhint: ");
    assertThatThrownBy(() -> of(new NoRecord()))
        .hasMessageStartingWith("Needing has a wrong requirement: group NoRecord is not a record.");
  }

  @Test
  @SuppressWarnings("NullAway")
  void nullIsNoRequirement() {
    assertThatThrownBy(() -> of(null))
        .hasMessageStartingWith("Needing has a wrong requirement: requires() is null, which");
    assertThatThrownBy(() -> of(new Inner(null, Requires.none())))
        .hasMessageStartingWith(
            "Needing has a wrong requirement: component 'last' of group Inner is null, which");
  }

  private static Requirements of(Requires requires) {
    return Requirements.requiredBy(new Needing(requires));
  }
}
