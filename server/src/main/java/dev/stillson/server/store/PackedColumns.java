package dev.stillson.server.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The columns of a row as one text that the database puts together: a call of the driver for each
 * of them costs more than everything else about reading a large state. A column that has no value
 * is the empty text.
 */
final class PackedColumns {
  /** In stored texts and in JSON this character comes before a hexadecimal digit, or not at all. */
  private static final String MARK = "\u0010|";

  private final String text;
  private int at;

  /** Reads a row of what {@link #sql} selects, column for column. */
  PackedColumns(String text) {
    this.text = text;
  }

  /**
   * An expression for columns, in SQL of either database.
   *
   * @param words columns of whole numbers and of words without a space
   * @param texts columns of JSON and of {@link StoredText}
   */
  static String sql(List<String> words, List<String> texts) {
    return "format('"
        + "%s ".repeat(words.size())
        + ("%s" + MARK).repeat(texts.size())
        + "', "
        + String.join(", ", words)
        + ", "
        + String.join(", ", texts)
        + ")";
  }

  String word() {
    return next(" ");
  }

  /** A text; to be read after all words. */
  String text() {
    return next(MARK);
  }

  private String next(String end) {
    int from = at;
    int to = text.indexOf(end, from);
    at = to + end.length();
    return text.substring(from, to);
  }

  int count() {
    return Math.toIntExact(number());
  }

  boolean flag() {
    return number() == 1;
  }

  Instant time() {
    return Nanos.time(number());
  }

  Optional<Instant> timeIfAny() {
    String word = word();
    return word.isEmpty() ? Optional.empty() : Optional.of(Nanos.time(Long.parseLong(word)));
  }

  long number() {
    int from = at;
    int to = text.indexOf(' ', from);
    at = to + 1;
    return Long.parseLong(text, from, to, 10);
  }
}
