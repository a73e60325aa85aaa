package dev.stillson.core.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The ids were computed by Luigi 3.8.1. */
class TaskIdTest {

  @Test
  void taskWithoutParametersHasTheHashOfNothing() {
    assertThat(TaskId.of("A", Map.of())).isEqualTo("A__99914b932b");
  }

  @Test
  void idIsFamilyValuesAndHash() {
    assertThat(TaskId.of("Foo", Map.of("a", "1"))).isEqualTo("Foo_1_7d514306db");
    assertThat(TaskId.of("Foo", Map.of("b", "2", "a", "1"))).isEqualTo("Foo_1_2_8018d630c3");
    assertThat(TaskId.of("ns.sub.Foo", Map.of("date", "2020-01-02", "n", "3")))
        .isEqualTo("ns.sub.Foo_2020_01_02_3_dded127b11");
    assertThat(TaskId.of("Foo", Map.of("p", "True", "q", "1.0")))
        .isEqualTo("Foo_True_1_0_9706b8d3ca");
  }

  @Test
  void onlyThreeValuesAreShownAndEachIsCut() {
    assertThat(
            TaskId.of("Foo", Map.of("a", "é→/x y", "b", "0123456789abcdefghij", "c", "", "d", "z")))
        .isEqualTo("Foo____x_y_0123456789abcdef__d74b30bafb");
  }

  @Test
  void oneCharacterBeyondTheBasicPlaneIsOneUnderscore() {
    assertThat(TaskId.of("Foo", Map.of("e", "\ud83d\ude00", "f", "1e-05")))
        .isEqualTo("Foo___1e_05_57ea22c5dc");
  }

  @Test
  void controlCharactersAndQuotesAreHashedEscaped() {
    String value = "He said \"hi\"\\\n\tend\u007f\u2028</x>";
    assertThat(TaskId.of("Foo", Map.of("q", value))).isEqualTo("Foo_He_said__hi____e_1d9da90e29");
  }

  @Test
  void namesAreSortedByCodePoint() {
    assertThat(TaskId.of("Foo", Map.of("B", "1", "a", "2", "_c", "3", "C", "4")))
        .isEqualTo("Foo_1_4_3_6d56ae5e05");
  }

  @Test
  void jsonIsAValueLikeAnyOther() {
    assertThat(TaskId.of("Foo", Map.of("d", "{\"b\": 1, \"a\": [1, {\"c\": null}]}")))
        .isEqualTo("Foo___b___1___a____1_66ecbaba3c");
  }
}
