package dev.stillson.server.http;

import dev.stillson.server.json.MalformedJsonException;
import java.io.IOException;

/** Answers the requests of one route. */
@FunctionalInterface
public interface RouteHandler {

  /**
   * Answers a request whose sender may send it.
   *
   * @throws HttpProblem if the answer is an error
   * @throws MalformedJsonException if the body is not what it has to be
   * @throws IOException if the connection fails
   */
  void handle(Exchange exchange) throws HttpProblem, MalformedJsonException, IOException;
}
