package dev.stillson.server;

/** The server cannot start as it was told to; the message says why and what to do. */
public final class ServerStartException extends Exception {
  /** With a text for people. */
  public ServerStartException(String message) {
    super(message);
  }

  /** With a text for people and what was behind it. */
  public ServerStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
