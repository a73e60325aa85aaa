package dev.stillson.server.rest;

import dev.stillson.core.text.Shown;
import dev.stillson.protocol.luigi.Explanation;
import tools.jackson.core.JsonGenerator;

/** Texts from tasks, such as errors, of which an answer holds only so much. */
final class LongText {
  private static final int MOST = 100_000;

  private LongText() {}

  /** The field {@code name}; a longer text ends with how much is left out. */
  static void write(String name, String told, JsonGenerator json) {
    json.writeStringProperty(name, cut(Explanation.unmarked(told), MOST));
  }

  /** The first {@code most} characters of {@code text}, and how much is left out. */
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    String first = Shown.first(text, most);
    return first + "… (" + (text.length() - first.length()) + " characters more)";
  }
}
