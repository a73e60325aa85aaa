package dev.stillson.protocol.luigi;

import java.util.Optional;

/**
 * What workers said of tasks, for people. What an attempt said at its end, Luigi's workers send as
 * JSON within JSON, and read it back as it was sent; what is no such JSON is shown as it is.
 */
public final class Explanation {
  private static final String NOTHING = "null";
  private static final String EMPTY = "\"\"";

  private Explanation() {}

  /** The text that the scheduler keeps as {@code kept}, unpacked; empty if nothing was said. */
  public static Optional<String> plain(String kept) {
    return Given.isMarked(kept) ? Optional.of(unmarked(kept)) : unpacked(kept);
  }

  /** The text that the scheduler keeps as {@code kept}; of any other value its JSON. */
  public static String unmarked(String kept) {
    return Given.value(kept) instanceof PythonValue.Text(String text) ? text : kept.substring(1);
  }

  private static Optional<String> unpacked(String text) {
    if (text.equals(NOTHING) || text.equals(EMPTY)) {
      return Optional.empty();
    }
    if (text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\"")) {
      return Optional.of(text);
    }
    try {
      return Optional.of(
          PythonJson.read(text) instanceof PythonValue.Text(String said) ? said : text);
    } catch (LuigiCallException e) {
      // Words in quotation marks, of somebody who speaks no JSON.
      return Optional.of(text);
    }
  }
}
