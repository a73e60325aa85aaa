package dev.stillson.server.rest;

import dev.stillson.protocol.luigi.Explanation;
import tools.jackson.core.JsonGenerator;

/** Texts from tasks, such as errors, of which an answer holds only so much. */
final class LongText {
  private static final int MOST = 100_000;

  private LongText() {}

  /** The field {@code name}; a longer text ends with how much is left out. */
  static void write(String name, String told, JsonGenerator json) {
    String text = Explanation.unmarked(told);
    json.writeStringProperty(
        name,
        text.length() <= MOST
            ? text
            : text.substring(0, MOST) + "… (" + (text.length() - MOST) + " characters more)");
  }
}
