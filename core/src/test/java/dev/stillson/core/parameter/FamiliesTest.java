package dev.stillson.core.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillson.Family;
import dev.stillson.WrapperTask;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FamiliesTest {

  record WordCount() implements WrapperTask {}

  @Family("sales.Daily")
  record SalesDaily() implements WrapperTask {}

  @Family("stock.Daily")
  record StockDaily() implements WrapperTask {}

  @Family("sales.Daily")
  record Other() implements WrapperTask {}

  private static Families families() {
    Families families = new Families();
    Stream.of(WordCount.class, SalesDaily.class, StockDaily.class, WordCount.class)
        .map(TaskType::of)
        .forEach(families::add);
    return families;
  }

  @Test
  void typeIsFoundByFamilyByItsLastNameOrByItsClass() {
    Families families = families();
    assertThat(families.named("sales.Daily")).isEqualTo(TaskType.of(SalesDaily.class));
    assertThat(families.named("StockDaily")).isEqualTo(TaskType.of(StockDaily.class));
    assertThat(families.all()).hasSize(3);
  }

  @Test
  void ambiguousNameNamesTheCandidates() {
    assertThatThrownBy(() -> families().named("Daily"))
        .isInstanceOf(UnknownFamily.class)
        .hasMessage(
            """
            Task 'Daily' may be any of several.
              sales.Daily
              stock.Daily
            hint: give the full name\
            """);
  }

  @Test
  void unknownNameSuggestsTheNearest() {
    assertThatThrownBy(() -> families().named("WordCont"))
        .hasMessage("Task 'WordCont' is unknown.\nhint: did you mean WordCount?");
    assertThatThrownBy(() -> families().named("x\u001b[31m"))
        .hasMessage(
            "Task 'x\\u{1b}[31m' is unknown.\nhint: there are WordCount, sales.Daily, stock.Daily");
  }

  @Test
  void twoClassesOfOneFamilyAreBothNamed() {
    assertThatThrownBy(() -> families().add(TaskType.of(Other.class)))
        .isInstanceOf(FamilyConflict.class)
        .hasMessageContaining("Family sales.Daily is that of two classes.")
        .hasMessageContaining(SalesDaily.class.getName())
        .hasMessageContaining(Other.class.getName());
  }

  @Test
  void nearestNameIsFoundByFewChanges() {
    List<String> names = List.of("run", "range", "plan", "deps");
    assertThat(Nearest.of("rnu", names)).hasValue("run");
    assertThat(Nearest.of("Plan", names)).hasValue("plan");
    assertThat(Nearest.of("rnage", names)).hasValue("range");
    assertThat(Nearest.of("whatever", names)).isEmpty();
    assertThat(Nearest.of("", names)).isEmpty();
    assertThat(Nearest.of("x".repeat(1_000_000), names)).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Foo", "a.b.Foo", "Zürich", "daily-sales", "a1.b_2"})
  void familyMayBeNamesWithDots(String family) {
    assertThat(FamilyName.isValid(family)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ".", "..", "a.", ".a", "a..b", "a b", "a/b", "a\n", "<img>", "../x", "a;b", "-a",
        "a.-b", "a\u0000", "\u202ea"
      })
  void familyMayBeNothingElse(String family) {
    assertThat(FamilyName.isValid(family)).isFalse();
  }
}
