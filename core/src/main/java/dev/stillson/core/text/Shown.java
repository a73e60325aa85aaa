package dev.stillson.core.text;

/**
 * Text of strangers, made fit for one line of a message: cut, and without anything that breaks or
 * disguises the line.
 */
public final class Shown {
  private static final int LONGEST = 200;

  private Shown() {}

  /** {@link #plain} between single quotes. */
  public static String quoted(String text) {
    return "'" + plain(text) + "'";
  }

  /**
   * {@code text} with control characters, line separators, direction marks and the like written as
   * <code>\\u{a}</code>, cut after 200 characters.
   */
  public static String plain(String text) {
    boolean clean = text.length() <= LONGEST;
    for (int i = 0; clean && i < text.length(); i++) {
      char c = text.charAt(i);
      clean = c >= ' ' && c < 0x7f;
    }
    return clean ? text : escaped(text, LONGEST);
  }

  /** The first {@code most} characters of {@code text}, of which none is cut in half. */
  public static String first(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    boolean half = most > 0 && Character.isHighSurrogate(text.charAt(most - 1));
    return text.substring(0, half ? most - 1 : most);
  }

  /** As {@link #plain}, not cut: for what people copy, and others keep from being endless. */
  public static String whole(String text) {
    return escaped(text, Integer.MAX_VALUE);
  }

  private static String escaped(String text, int longest) {
    StringBuilder shown = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      if (shown.length() >= longest) {
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
