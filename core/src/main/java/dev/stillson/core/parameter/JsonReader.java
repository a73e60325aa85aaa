package dev.stillson.core.parameter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON value: strict, but for the bare {@code NaN} and {@code Infinity} that Python
 * writes.
 *
 * <p>Limited in size and depth, so that no text can exhaust memory or stack.
 */
final class JsonReader {
  /** The longest text that is read, in characters. */
  static final int LONGEST = 4 << 20;

  /** The deepest nesting of lists and objects that is read. */
  static final int DEEPEST = 64;

  private final String text;
  private int at;
  private int depth;

  private JsonReader(String text) {
    this.text = text;
  }

  static Json read(String text) throws Unreadable {
    if (text.length() > LONGEST) {
      throw new Unreadable("longer than " + LONGEST + " characters");
    }
    JsonReader reader = new JsonReader(text);
    reader.blanks();
    Json value = reader.value();
    reader.blanks();
    if (reader.at < text.length()) {
      throw reader.wrong("text after the end");
    }
    return value;
  }

  private Json value() throws Unreadable {
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> new Json.Text(string());
      case 't' -> word("true", new Json.Bool(true));
      case 'f' -> word("false", new Json.Bool(false));
      case 'n' -> word("null", Json.Null.NULL);
      case 'N' -> word("NaN", new Json.Numeral("NaN"));
      case 'I' -> word("Infinity", new Json.Numeral("Infinity"));
      default -> number();
    };
  }

  private Json object() throws Unreadable {
    Map<String, Json> members = new LinkedHashMap<>();
    enter();
    if (peek() != '}') {
      do {
        blanks();
        if (peek() != '"') {
          throw wrong("expected a name in quotes");
        }
        String name = string();
        blanks();
        expect(':');
        blanks();
        if (members.put(name, value()) != null) {
          throw wrong("the name '" + name + "' is there twice");
        }
        blanks();
      } while (comma('}'));
    }
    leave();
    return new Json.Members(members);
  }

  private Json array() throws Unreadable {
    List<Json> items = new ArrayList<>();
    enter();
    if (peek() != ']') {
      do {
        blanks();
        items.add(value());
        blanks();
      } while (comma(']'));
    }
    leave();
    return new Json.Array(items);
  }

  private void enter() throws Unreadable {
    if (++depth > DEEPEST) {
      throw wrong("nested deeper than " + DEEPEST);
    }
    at++;
    blanks();
  }

  private void leave() {
    depth--;
    at++;
  }

  private boolean comma(char end) throws Unreadable {
    char c = peek();
    if (c == ',') {
      at++;
      return true;
    }
    if (c == end) {
      return false;
    }
    throw wrong("expected , or " + end);
  }

  private String string() throws Unreadable {
    at++;
    int from = at;
    while (at < text.length() && plain(text.charAt(at))) {
      at++;
    }
    if (peek() == '"') {
      return text.substring(from, at++);
    }
    StringBuilder characters = new StringBuilder().append(text, from, at);
    while (true) {
      char c = peek();
      if (plain(c)) {
        characters.append(c);
        at++;
      } else if (c == '"') {
        at++;
        return characters.toString();
      } else if (c == '\\') {
        at++;
        characters.append(escaped());
      } else {
        throw wrong("a control character inside quotes");
      }
    }
  }

  private static boolean plain(char c) {
    return c >= ' ' && c != '"' && c != '\\';
  }

  private char escaped() throws Unreadable {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> hex();
      default -> throw wrong("an unknown escape");
    };
  }

  private char hex() throws Unreadable {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      char c = peek();
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw wrong("expected four hexadecimal digits");
      }
      code = code * 16 + digit;
      at++;
    }
    return (char) code;
  }

  private Json number() throws Unreadable {
    int from = at;
    if (peek() == '-') {
      at++;
      if (peek() == 'I') {
        return word("Infinity", new Json.Numeral("-Infinity"));
      }
    }
    int whole = digits();
    if (whole > 1 && text.charAt(at - whole) == '0') {
      throw wrong("a number that starts with 0");
    }
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      digits();
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (peek() == '+' || peek() == '-') {
        at++;
      }
      digits();
    }
    return new Json.Numeral(text.substring(from, at));
  }

  private int digits() throws Unreadable {
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == from) {
      throw wrong(from < text.length() ? "unexpected text" : "it ends too early");
    }
    return at - from;
  }

  private Json word(String word, Json value) throws Unreadable {
    if (!text.startsWith(word, at)) {
      throw wrong("unexpected text");
    }
    at += word.length();
    return value;
  }

  private void expect(char c) throws Unreadable {
    if (peek() != c) {
      throw wrong("expected " + c);
    }
    at++;
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() throws Unreadable {
    if (at >= text.length()) {
      throw wrong("it ends too early");
    }
    return text.charAt(at);
  }

  private Unreadable wrong(String why) {
    return new Unreadable(why + " at character " + (at + 1));
  }
}
