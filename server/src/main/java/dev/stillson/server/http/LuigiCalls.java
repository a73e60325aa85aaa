package dev.stillson.server.http;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Luigi's remote procedure calls. Safe for use by many threads. */
public interface LuigiCalls {

  /** The names of all calls. */
  Set<String> methods();

  /**
   * Answers a call.
   *
   * @param method its name, one of {@link #methods}
   * @param data its arguments as JSON; null: none were sent
   * @return the answer as JSON in ASCII
   * @throws LuigiFailure if the call fails, which Luigi's clients are told as an error of the
   *     server
   */
  byte[] call(String method, @Nullable String data) throws LuigiFailure;

  /** A call that failed; the message is for people. */
  final class LuigiFailure extends Exception {
    /** With a text for people. */
    public LuigiFailure(String message) {
      super(message);
    }
  }
}
