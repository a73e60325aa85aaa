package dev.stillson.core.parameter;

/**
 * Writes JSON strings as Python's {@code json.dumps} does: everything but printable ASCII escaped.
 */
final class JsonText {
  private JsonText() {}

  private static final String HEX = "0123456789abcdef";

  /** Appends {@code text} in quotes. */
  static void quote(String text, StringBuilder json) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x7f) {
        if (c == '"' || c == '\\') {
          json.append('\\');
        }
        json.append(c);
      } else {
        escape(c, json);
      }
    }
    json.append('"');
  }

  private static void escape(char c, StringBuilder json) {
    json.append('\\');
    switch (c) {
      case '\n' -> json.append('n');
      case '\r' -> json.append('r');
      case '\t' -> json.append('t');
      case '\b' -> json.append('b');
      case '\f' -> json.append('f');
      default ->
          json.append('u')
              .append(HEX.charAt(c >> 12))
              .append(HEX.charAt((c >> 8) & 15))
              .append(HEX.charAt((c >> 4) & 15))
              .append(HEX.charAt(c & 15));
    }
  }
}
