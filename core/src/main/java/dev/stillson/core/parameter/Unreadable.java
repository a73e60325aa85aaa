package dev.stillson.core.parameter;

/**
 * A text that a codec cannot read. The message says why where the form alone does not; else empty.
 */
final class Unreadable extends Exception {
  Unreadable(String why) {
    super(why, null, false, false);
  }

  Unreadable() {
    this("");
  }

  String why() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
