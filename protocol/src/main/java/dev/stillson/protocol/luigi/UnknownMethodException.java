package dev.stillson.protocol.luigi;

/** There is no such method; HTTP says 404. */
public final class UnknownMethodException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** There is no method {@code method}. */
  public UnknownMethodException(String method) {
    super("Luigi has no method '" + method + "'");
  }
}
