package dev.stillson.server.store;

import org.jspecify.annotations.Nullable;

/**
 * Texts in a form that every database gives back as it was. A NUL ends texts in one and is refused
 * by another, and half of a surrogate pair has no UTF-8: both are written as U+0010 and four
 * hexadecimal digits, as is U+0010 itself.
 */
final class StoredText {
  private static final char ESCAPE = '\u0010';

  private StoredText() {}

  static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isSpecial(text, i)) {
        return escaped(text, i);
      }
    }
    return text;
  }

  static @Nullable String ofNullable(@Nullable String text) {
    return text == null ? null : of(text);
  }

  static String read(String stored) {
    int escape = stored.indexOf(ESCAPE);
    if (escape < 0) {
      return stored;
    }
    StringBuilder text = new StringBuilder(stored.length());
    int from = 0;
    while (escape >= 0) {
      text.append(stored, from, escape);
      text.append((char) Integer.parseInt(stored, escape + 1, escape + 5, 16));
      from = escape + 5;
      escape = stored.indexOf(ESCAPE, from);
    }
    return text.append(stored, from, stored.length()).toString();
  }

  static @Nullable String readNullable(@Nullable String stored) {
    return stored == null ? null : read(stored);
  }

  private static boolean isSpecial(String text, int index) {
    char c = text.charAt(index);
    if (c == 0 || c == ESCAPE) {
      return true;
    }
    if (Character.isHighSurrogate(c)) {
      return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
    }
    return Character.isLowSurrogate(c)
        && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
  }

  private static String escaped(String text, int from) {
    StringBuilder stored = new StringBuilder(text.length() + 16).append(text, 0, from);
    for (int i = from; i < text.length(); i++) {
      if (isSpecial(text, i)) {
        stored.append(ESCAPE).append("%04x".formatted((int) text.charAt(i)));
      } else {
        stored.append(text.charAt(i));
      }
    }
    return stored.toString();
  }
}
