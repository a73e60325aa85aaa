package dev.stillson.core.parameter;

/** Text of strangers, made fit for one line of a message. */
final class Shown {
  private static final int LONGEST = 200;

  private Shown() {}

  static String quoted(String text) {
    return "'" + plain(text) + "'";
  }

  /** Cuts {@code text} and escapes what would break or disguise the line. */
  static String plain(String text) {
    boolean clean = text.length() <= LONGEST;
    for (int i = 0; clean && i < text.length(); i++) {
      char c = text.charAt(i);
      clean = c >= ' ' && c < 0x7f;
    }
    return clean ? text : escaped(text);
  }

  private static String escaped(String text) {
    StringBuilder shown = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      if (shown.length() >= LONGEST) {
        return shown.append('…').toString();
      }
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      switch (Character.getType(c)) {
        case Character.CONTROL,
            Character.FORMAT,
            Character.SURROGATE,
            Character.PRIVATE_USE,
            Character.UNASSIGNED,
            Character.LINE_SEPARATOR,
            Character.PARAGRAPH_SEPARATOR ->
            shown.append("\\u{").append(Integer.toHexString(c)).append('}');
        default -> shown.appendCodePoint(c);
      }
    }
    return shown.toString();
  }
}
