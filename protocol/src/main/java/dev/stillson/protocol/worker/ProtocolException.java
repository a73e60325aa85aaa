package dev.stillson.protocol.worker;

/** A message that cannot be understood, or a command that cannot be applied. */
public final class ProtocolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Code code;
  private final String hint;

  /** What is wrong, for programs. */
  public enum Code {
    /** The message is not JSON, or a field has the wrong type. */
    MALFORMED,
    /** The message is of a version of the protocol that is not spoken here. */
    VERSION,
    /** The message, or a part of it, is larger than is allowed. */
    TOO_LARGE,
    /** A command has a type that is not known here. */
    UNKNOWN_COMMAND,
    /** A value makes no sense. */
    INVALID_VALUE,
    /** The server cannot answer at present: the same request may be sent again. */
    UNAVAILABLE,
    /** The server itself went wrong. */
    INTERNAL
  }

  /**
   * With a sentence for people.
   *
   * @param hint what to do; empty: nothing to suggest
   */
  public ProtocolException(Code code, String message, String hint) {
    super(message, null, false, false);
    this.code = code;
    this.hint = hint;
  }

  /** What is wrong. */
  public Code code() {
    return code;
  }

  /** What to do; empty if there is nothing to suggest. */
  public String hint() {
    return hint;
  }

  /** The sentence for people. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
