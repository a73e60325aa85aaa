package dev.stillson.core.parameter;

/**
 * How the values of one type are written as text and read back.
 *
 * <p>For every value: {@code parse(text(value))} equals it, and equal values have one text. Without
 * state, safe for threads.
 */
abstract class Codec {

  /** What a text must be, with an article: {@code a date}. */
  abstract String form();

  /** A text that can be read. */
  abstract String example();

  /** The text of {@code value}, as Luigi writes it where Luigi has the type. */
  abstract String text(Object value);

  /** Reads what {@link #text} writes, and what people write. */
  abstract Object parse(String text) throws Unreadable;

  /** Writes {@code value} inside a list, a map or a record; as a JSON string unless overridden. */
  void write(Object value, StringBuilder json) {
    JsonText.quote(text(value), json);
  }

  /** Reads what {@link #write} writes. */
  Object read(Json json) throws Unreadable {
    if (json instanceof Json.Text text) {
      return parse(text.value());
    }
    throw new Unreadable("expected " + form() + " in quotes instead of " + json.kind());
  }

  /** Whether values hold a secret, so that nobody may see them. */
  boolean secret() {
    return false;
  }

  /** Whether values can be compared with each other, for batching and the order of sets. */
  boolean comparable() {
    return true;
  }

  /** The order of two values where {@link #comparable()}. */
  int compare(Object a, Object b) {
    @SuppressWarnings("unchecked")
    Comparable<Object> comparable = (Comparable<Object>) a;
    return comparable.compareTo(b);
  }
}
