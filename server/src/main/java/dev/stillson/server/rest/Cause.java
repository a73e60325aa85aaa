package dev.stillson.server.rest;

import dev.stillson.core.text.Shown;
import java.util.List;
import java.util.regex.Pattern;

/** The line of an error that says what went wrong, and what such lines have in common. */
final class Cause {
  private static final int LONGEST = 200;
  private static final int LOOKED_AT = 100_000;
  private static final String CAUSED = "Caused by: ";
  private static final Pattern NUMBER =
      Pattern.compile("\\b(?:0x)?[0-9a-f]{8,}\\b|\\d+(?:[.:_T-]\\d+)*Z?", Pattern.CASE_INSENSITIVE);

  private Cause() {}

  /**
   * The cause in {@code error}, in one line of at most 200 characters: of a Python traceback the
   * last line that is not indented, of a stack trace of Java the innermost cause, otherwise the
   * last line.
   */
  static String of(String error) {
    String text = error.length() <= LOOKED_AT ? error : ends(error);
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty()) {
      return "";
    }
    boolean java = lines.stream().anyMatch(line -> line.startsWith("\tat "));
    String found = java ? ofJava(lines) : ofOthers(lines);
    return cut(found.strip());
  }

  private static String ofJava(List<String> lines) {
    for (String line : lines.reversed()) {
      if (line.startsWith(CAUSED)) {
        return line.substring(CAUSED.length());
      }
    }
    return lines.getFirst();
  }

  private static String ofOthers(List<String> lines) {
    for (String line : lines.reversed()) {
      if (!Character.isWhitespace(line.charAt(0))) {
        return line;
      }
    }
    return lines.getLast();
  }

  /** The beginning and the end, which is where causes are. */
  private static String ends(String error) {
    int half = LOOKED_AT / 2;
    return error.substring(0, half) + "\n" + error.substring(error.length() - half);
  }

  private static String cut(String line) {
    return line.length() <= LONGEST ? line : Shown.first(line, LONGEST - 1) + "…";
  }

  /** What causes of one kind share: numbers, times and long hexadecimal names are left out. */
  static String kind(String cause) {
    return NUMBER.matcher(cause).replaceAll("#");
  }

  /** The kind of the cause for which {@code card} failed; empty if none was told. */
  static String kind(TaskCard card) {
    String note = card.note();
    return note == null ? "" : kind(note);
  }
}
