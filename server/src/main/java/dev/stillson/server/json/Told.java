package dev.stillson.server.json;

import java.util.Optional;

/** What workers told, as people read it. */
public final class Told {
  /** What is kept after it is the JSON of a value that is no text, as Luigi's workers may tell. */
  private static final String MARK = "\uFDD0";

  private Told() {}

  /** {@code told}, without the mark of a value that is no text. */
  public static String unmarked(String told) {
    return told.startsWith(MARK) ? told.substring(1) : told;
  }

  /**
   * The text told about the end of an attempt: Luigi's workers tell it as JSON, others as it is.
   * Empty if they told nothing.
   */
  public static Optional<String> plain(String told) {
    String text = unmarked(told);
    boolean isQuoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    String plain = isQuoted ? Json.text(text).orElse(text) : text.equals("null") ? "" : text;
    return plain.isBlank() ? Optional.empty() : Optional.of(plain);
  }
}
