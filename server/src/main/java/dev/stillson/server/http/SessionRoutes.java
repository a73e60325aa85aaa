package dev.stillson.server.http;

import dev.stillson.server.auth.Identity;
import dev.stillson.server.auth.Permission;
import dev.stillson.server.auth.SignIn;
import dev.stillson.server.json.JsonObject;
import dev.stillson.server.json.MalformedJsonException;
import io.helidon.http.HeaderNames;
import java.io.IOException;
import java.util.List;

/** Signing in and out with a browser. */
public final class SessionRoutes {
  private final SignIn signIn;
  private final boolean secure;

  /**
   * Routes to {@code signIn}.
   *
   * @param secure whether browsers reach the server by TLS alone
   */
  public SessionRoutes(SignIn signIn, boolean secure) {
    this.signIn = signIn;
    this.secure = secure;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.post("/api/v1/session", Permission.PUBLIC, this::begin),
        Route.get("/api/v1/session", Permission.VIEW, SessionRoutes::show),
        new Route(
            Verb.DELETE,
            PathPattern.parse("/api/v1/session"),
            Permission.PUBLIC,
            Body.JSON,
            true,
            this::end));
  }

  private void begin(Exchange exchange) throws HttpProblem, MalformedJsonException, IOException {
    JsonObject body = exchange.json();
    String user = body.text("user").orElse("");
    String password = body.requiredText("password");
    if (signIn.isOpen()) {
      show(exchange, Identity.LOCAL);
      return;
    }
    switch (signIn.password(user, password, exchange.address())) {
      case SignIn.Result.Known known -> {
        String secret = signIn.beginSession(known.identity());
        setCookie(exchange, secret, SignIn.SESSION.toSeconds());
        show(exchange, known.identity());
      }
      case SignIn.Result.Absent absent -> throw wrong();
      case SignIn.Result.Wrong wrong -> throw wrong();
      case SignIn.Result.Blocked blocked -> throw FrontDoor.blocked(blocked.delay());
    }
  }

  private static HttpProblem wrong() {
    return HttpProblem.of(401, "unauthorized", "The name or the password is wrong");
  }

  private void end(Exchange exchange) {
    exchange.cookie(FrontDoor.SESSION_COOKIE).ifPresent(signIn::endSession);
    setCookie(exchange, "", 0);
    exchange.empty(204);
  }

  private static void show(Exchange exchange) throws IOException {
    show(exchange, exchange.identity());
  }

  private static void show(Exchange exchange, Identity identity) throws IOException {
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("name", identity.name());
          json.writeStringProperty("role", identity.role().text());
          json.writeEndObject();
        });
  }

  private void setCookie(Exchange exchange, String value, long seconds) {
    exchange.set(HeaderNames.SET_COOKIE, cookie(value, seconds, secure));
  }

  static String cookie(String value, long seconds, boolean secure) {
    return FrontDoor.SESSION_COOKIE
        + "="
        + value
        + "; Path=/; HttpOnly; SameSite=Strict; Max-Age="
        + seconds
        + (secure ? "; Secure" : "");
  }
}
