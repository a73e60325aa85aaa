package dev.stillson.cli;

/** The user asked for something that cannot be. The message is all there is to show. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A sentence with the subject first, facts one per line, a hint last. */
  public UsageException(String message) {
    super(message, null, false, false);
  }
}
