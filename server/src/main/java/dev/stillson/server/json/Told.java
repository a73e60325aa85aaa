package dev.stillson.server.json;

import java.util.Optional;

/** What a worker told about the end of an attempt, as people read it. */
public final class Told {
  private Told() {}

  /**
   * The text in {@code told}: Luigi's workers tell it as JSON, others as it is. Empty if they told
   * nothing.
   */
  public static Optional<String> plain(String told) {
    boolean isQuoted = told.length() > 1 && told.startsWith("\"") && told.endsWith("\"");
    String text = isQuoted ? Json.text(told).orElse(told) : told.equals("null") ? "" : told;
    return text.isBlank() ? Optional.empty() : Optional.of(text);
  }
}
