package dev.stillson.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Starts the server; found by {@link java.util.ServiceLoader}, as the server's classes are on the
 * class path of one command only.
 */
public interface Daemon {

  /**
   * Starts a server, which answers when this returns.
   *
   * @throws CannotStart if it cannot
   */
  Running start(Wishes wishes) throws CannotStart;

  /**
   * How the server is to be.
   *
   * @param bind the address to listen on
   * @param port the port to listen on; 0: any that is free
   * @param data where the state and the logs are
   * @param database the database of the state; empty: files in {@code data}
   * @param standby whether to wait for the server that has the database to go
   */
  record Wishes(String bind, int port, Path data, Optional<String> database, boolean standby) {}

  /** A server that answers. */
  interface Running extends AutoCloseable {
    /** Where it listens, such as {@code http://127.0.0.1:8082}. */
    String address();

    /** Finishes what goes on, and stops. */
    @Override
    void close();
  }

  /** The server cannot start. The message is for people. */
  final class CannotStart extends Exception {
    private static final long serialVersionUID = 1L;

    /** A sentence with its subject first, facts one per line, a hint last. */
    public CannotStart(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
