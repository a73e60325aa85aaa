package dev.stillson.server.store;

/** Another server has the state, or has taken it over. */
public final class StateInUseException extends StoreException {
  /** With a text for people that names the other server. */
  public StateInUseException(String message) {
    super(message);
  }
}
