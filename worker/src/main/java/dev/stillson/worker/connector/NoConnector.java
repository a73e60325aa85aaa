package dev.stillson.worker.connector;

import dev.stillson.PermanentFailure;

/** Nothing on the class path stores such a target, gives such a client or compresses so. */
public final class NoConnector extends PermanentFailure {
  private static final long serialVersionUID = 1L;

  NoConnector(String message) {
    super(message);
  }
}
