package dev.stillson.server.store;

/** The state is damaged, of a newer release or not a state at all; waiting does not help. */
public final class UnusableStateException extends RuntimeException {
  /** With a text for people that names the file or database and says what to do. */
  public UnusableStateException(String message) {
    super(message);
  }

  /** The same, with what the database said. */
  public UnusableStateException(String message, Throwable cause) {
    super(message, cause);
  }
}
