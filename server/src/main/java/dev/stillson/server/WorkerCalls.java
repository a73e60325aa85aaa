package dev.stillson.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Answers the requests of workers. Safe for use by many threads. */
@FunctionalInterface
public interface WorkerCalls {

  /**
   * Answers one request, which may wait for work. Nothing is written before the answer is complete.
   *
   * @return the HTTP status
   * @throws IOException if the connection fails
   */
  int handle(InputStream request, OutputStream reply) throws IOException;
}
