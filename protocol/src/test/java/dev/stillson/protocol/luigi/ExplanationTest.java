package dev.stillson.protocol.luigi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExplanationTest {
  @Test
  void whatALuigiWorkerPackedIsUnpacked() {
    assertThat(Explanation.plain("\"Traceback:\\n  \\\"x\\\"\\nValueError: \\u00fc\""))
        .hasValue("Traceback:\n  \"x\"\nValueError: ü");
    assertThat(Explanation.plain("null")).isEmpty();
    assertThat(Explanation.plain("\"\"")).isEmpty();
    assertThat(Explanation.plain(Given.keep(PythonJson.read("{\"rows\": 7}"))))
        .hasValue("{\"rows\":7}");
  }

  @Test
  void aMarkWithoutAValueIsNoHarm() {
    for (String text : new String[] {"", "oops", "{\"a\":", "\"half"}) {
      String marked = "\uFDD0" + text;
      assertThat(Explanation.plain(marked)).hasValue(marked);
      assertThat(Explanation.unmarked(marked)).isEqualTo(marked);
      assertThat(PythonText.of(marked)).isEqualTo(marked);
    }
    String marked = "\uFDD0 is a mark";
    assertThat(Explanation.unmarked(Given.keep(new PythonValue.Text(marked)))).isEqualTo(marked);
  }

  @Test
  void whatNobodyPackedStaysAsItIs() {
    for (String text :
        new String[] {"", "\"", "no such file", "\"a\" is not \"b\"", "\"C:\\data\"", "[1]"}) {
      assertThat(Explanation.plain(text)).hasValue(text);
    }
  }
}
