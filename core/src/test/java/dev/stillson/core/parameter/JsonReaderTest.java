package dev.stillson.core.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

  @Test
  void readsEveryKindOfValue() throws Unreadable {
    assertThat(
            JsonReader.read(
                " {\"a\" : [1, -2.5e+3, \"x\\u00e9\\n\\/\", true, false, null], \"b\":{}, \"c\": [ ] } "))
        .isEqualTo(
            new Json.Members(
                Map.of(
                    "a",
                    new Json.Array(
                        List.of(
                            new Json.Numeral("1"),
                            new Json.Numeral("-2.5e+3"),
                            new Json.Text("xé\n/"),
                            new Json.Bool(true),
                            new Json.Bool(false),
                            Json.Null.NULL)),
                    "b",
                    new Json.Members(Map.of()),
                    "c",
                    new Json.Array(List.of()))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "{", "[", "[1", "[1,", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}",
            "{a:1}", "{'a':1}",
        "\"a", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"a\nb\"", "01", "1.", ".5", "1e", "+1",
            "--1", "-", "tru",
        "nul", "1 2", "[1] x", "\ufeff[1]", "// x\n1", "\"\\u٠٠٠٠\""
      })
  void refusesWhatIsNotJson(String text) {
    assertThatThrownBy(() -> JsonReader.read(text)).isInstanceOf(Unreadable.class);
  }

  @Test
  void refusesDuplicateNamesDeepNestingAndGreatLength() {
    assertThatThrownBy(() -> JsonReader.read("{\"a\": 1, \"a\": 2}"))
        .hasMessage("the name 'a' is there twice at character 16");
    assertThatThrownBy(() -> JsonReader.read("[".repeat(100_000)))
        .hasMessageContaining("nested deeper than 64");
    assertThatThrownBy(() -> JsonReader.read("[" + " ".repeat(JsonReader.LONGEST) + "]"))
        .hasMessageContaining("longer than");
  }

  @Test
  void problemNamesItsPlace() {
    assertThatThrownBy(() -> JsonReader.read("[1 2]")).hasMessage("expected , or ] at character 4");
    assertThatThrownBy(() -> JsonReader.read("[1")).hasMessage("it ends too early at character 3");
  }
}
