package dev.stillson.protocol.luigi;

/**
 * A call cannot be carried out and has changed nothing; HTTP says 500. The message is for people.
 */
public final class LuigiCallException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A call that cannot be carried out for the reason in {@code message}. */
  public LuigiCallException(String message) {
    super(message);
  }
}
