package dev.stillson.tabular;

/** A value as a message shows it: quoted, on one line, not longer than a line. */
final class Excerpt {
  private static final int LONGEST = 60;

  private Excerpt() {}

  static String of(Object value) {
    String text = value.toString();
    StringBuilder shown = new StringBuilder("'");
    for (int i = 0; i < text.length() && i < LONGEST; i++) {
      char c = text.charAt(i);
      shown.append(Character.isISOControl(c) ? '\uFFFD' : c);
    }
    return shown.append(text.length() > LONGEST ? "…" : "").append("'").toString();
  }
}
