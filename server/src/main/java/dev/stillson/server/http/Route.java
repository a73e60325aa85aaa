package dev.stillson.server.http;

import dev.stillson.server.auth.Permission;

/**
 * A kind of request that the server answers.
 *
 * @param verb its method
 * @param path its path
 * @param permission what its sender must be allowed
 * @param body what it may carry
 * @param changes whether it changes anything, so that other sites must not send it
 * @param handler answers it
 */
public record Route(
    Verb verb,
    PathPattern path,
    Permission permission,
    Body body,
    boolean changes,
    RouteHandler handler) {

  /** Whether it may take long because it waits: for work, or for news. */
  boolean waits() {
    return body == Body.COMMANDS || body == Body.STREAM;
  }

  /** A request that reads. */
  public static Route get(String path, Permission permission, RouteHandler handler) {
    return new Route(Verb.GET, PathPattern.parse(path), permission, Body.NONE, false, handler);
  }

  /** A request whose answer goes on for as long as its sender wants. */
  public static Route stream(String path, Permission permission, RouteHandler handler) {
    return new Route(Verb.GET, PathPattern.parse(path), permission, Body.STREAM, false, handler);
  }

  /** A request that changes something and says what in a JSON object. */
  public static Route post(String path, Permission permission, RouteHandler handler) {
    return change(Verb.POST, path, permission, Body.JSON, handler);
  }

  /** A request that changes something. */
  public static Route change(
      Verb verb, String path, Permission permission, Body body, RouteHandler handler) {
    return new Route(verb, PathPattern.parse(path), permission, body, true, handler);
  }
}
