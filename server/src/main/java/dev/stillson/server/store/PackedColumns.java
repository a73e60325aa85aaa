package dev.stillson.server.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The small columns of a row as one text that the database puts together: a call of the driver for
 * each of them costs more than everything else about reading a large state.
 */
final class PackedColumns {
  private static final String NONE = "-";

  private final String text;
  private int at;

  /** Reads a row of what {@link #sql} selects, column for column. */
  PackedColumns(String text) {
    this.text = text;
  }

  /** An expression for {@code columns}, of numbers and of words without a space. */
  static String sql(List<String> columns) {
    return columns.stream()
        .map(column -> "coalesce(CAST(%s AS TEXT), '%s')".formatted(column, NONE))
        .collect(Collectors.joining(" || ' ' || "));
  }

  String word() {
    int end = end();
    String word = text.substring(at, end);
    at = end + 1;
    return word;
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
    return word.equals(NONE) ? Optional.empty() : Optional.of(Nanos.time(Long.parseLong(word)));
  }

  long number() {
    int end = end();
    long number = Long.parseLong(text, at, end, 10);
    at = end + 1;
    return number;
  }

  private int end() {
    int end = text.indexOf(' ', at);
    return end < 0 ? text.length() : end;
  }
}
