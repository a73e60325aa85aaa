package dev.stillson.server.json;

/** A text is not the JSON that was expected. The message says what is wrong with it. */
public final class MalformedJsonException extends Exception {
  MalformedJsonException(String message) {
    super(message);
  }
}
