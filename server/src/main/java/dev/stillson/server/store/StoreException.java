package dev.stillson.server.store;

/** The database cannot do at present what is asked of it; later it may. */
public class StoreException extends RuntimeException {
  /** With a text for people that says what is the matter. */
  public StoreException(String message) {
    super(message);
  }

  /** The same, with what the database said. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
