package dev.stillson.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Answers the requests of workers. Safe for use by many threads. */
@FunctionalInterface
public interface WorkerCalls {

  /**
   * Answers one request, which may wait for work.
   *
   * @return the status of HTTP that goes with the reply
   * @throws IOException if the connection fails
   */
  int handle(InputStream request, OutputStream reply) throws IOException;
}
