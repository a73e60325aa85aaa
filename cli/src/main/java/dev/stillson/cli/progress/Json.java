package dev.stillson.cli.progress;

import java.util.List;

/** A JSON object in one line, written field by field. */
public final class Json {
  private final StringBuilder text = new StringBuilder("{");

  /** Adds a text. */
  public Json with(String key, String value) {
    key(key);
    quote(value);
    return this;
  }

  /** Adds a number. */
  public Json with(String key, long value) {
    key(key).append(value);
    return this;
  }

  /** Adds true or false. */
  public Json with(String key, boolean value) {
    key(key).append(value);
    return this;
  }

  /** Adds {@code json}, which is JSON already. */
  public Json withJson(String key, String json) {
    key(key).append(json);
    return this;
  }

  /** Adds a list of texts. */
  public Json with(String key, List<String> values) {
    key(key).append('[');
    for (int i = 0; i < values.size(); i++) {
      text.append(i == 0 ? "" : ",");
      quote(values.get(i));
    }
    text.append(']');
    return this;
  }

  /** Adds a list of objects. */
  public Json withAll(String key, List<Json> values) {
    key(key).append('[');
    for (int i = 0; i < values.size(); i++) {
      text.append(i == 0 ? "" : ",").append(values.get(i));
    }
    text.append(']');
    return this;
  }

  private StringBuilder key(String key) {
    if (text.length() > 1) {
      text.append(',');
    }
    quote(key);
    return text.append(':');
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\t' -> text.append("\\t");
        default -> {
          // C1 controls, separators and lone surrogates are legal in JSON and harmful in a
          // terminal.
          if (c < ' '
              || (c >= 0x7f && c < 0xa0)
              || (c >= 0x2028 && c <= 0x202e)
              || (Character.isSurrogate(c) && !paired(value, i))) {
            String hex = Integer.toHexString(0x10000 + c);
            text.append("\\u").append(hex, 1, 5);
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }

  private static boolean paired(String value, int at) {
    char c = value.charAt(at);
    return Character.isHighSurrogate(c)
        ? at + 1 < value.length() && Character.isLowSurrogate(value.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(value.charAt(at - 1));
  }

  /** The object. */
  @Override
  public String toString() {
    return text + "}";
  }
}
