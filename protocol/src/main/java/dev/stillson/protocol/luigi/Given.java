package dev.stillson.protocol.luigi;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Keeps values as texts where the scheduler knows texts only. A string is kept as it is, as nearly
 * all values are strings; any other value as its JSON after a mark, a character that Unicode
 * reserves for such uses and that no text should have.
 */
final class Given {
  private static final char MARK = '\uFDD0';

  private Given() {}

  /** Whether {@code kept} says that it stands for more than itself. */
  static boolean isMarked(String kept) {
    return !kept.isEmpty() && kept.charAt(0) == MARK;
  }

  /** The text that stands for {@code value}. */
  static String keep(PythonValue value) {
    return value instanceof PythonValue.Text(String text) && !isMarked(text)
        ? text
        : MARK + PythonJson.text(value);
  }

  /** The value that a text stands for: itself if the mark is that of somebody who knows no JSON. */
  static PythonValue value(String kept) {
    PythonValue told = told(kept);
    return told == null ? new PythonValue.Text(kept) : told;
  }

  private static @Nullable PythonValue told(String kept) {
    if (!isMarked(kept)) {
      return null;
    }
    try {
      return PythonJson.read(kept.substring(1));
    } catch (LuigiCallException e) {
      return null;
    }
  }

  /** Writes the value that a text stands for. */
  static void write(String kept, JsonGenerator out) {
    if (told(kept) == null) {
      out.writeString(kept);
    } else {
      out.writeRawValue(kept, 1, kept.length() - 1);
    }
  }
}
