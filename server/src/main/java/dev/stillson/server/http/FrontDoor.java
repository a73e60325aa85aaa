package dev.stillson.server.http;

import dev.stillson.server.auth.Identity;
import dev.stillson.server.auth.Permission;
import dev.stillson.server.auth.SignIn;
import dev.stillson.server.json.MalformedJsonException;
import dev.stillson.server.scheduler.SchedulerUnavailableException;
import dev.stillson.server.store.StoreException;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way in: every request passes here, and reaches a handler only if all is well with it. Until
 * it is opened only what is public is answered; others wait for a while and are refused then.
 */
final class FrontDoor implements Handler {
  /** The cookie that names a browser's session. */
  static final String SESSION_COOKIE = "stillson_session";

  private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);
  private static final HeaderName CONTENT_TYPE_OPTIONS =
      HeaderNames.create("X-Content-Type-Options");

  /** Less than the time after which clients of any kind give up. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Set<String> SECRET_FIELDS =
      Set.of("token", "access_token", "api_key", "apikey", "password", "authorization");

  private final RouteTable routes;
  private final SignIn signIn;
  private final Sites sites;
  private final String basePath;
  private final RequestLog log;
  private final InFlight inFlight = new InFlight();
  private final CountDownLatch open = new CountDownLatch(1);

  FrontDoor(RouteTable routes, SignIn signIn, Sites sites, String basePath, RequestLog log) {
    this.routes = routes;
    this.signIn = signIn;
    this.sites = sites;
    this.basePath = basePath;
    this.log = log;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    long begun = System.nanoTime();
    Exchange exchange = new Exchange(request, response, request.prologue().uriPath().rawPath());
    try {
      answer(exchange);
    } finally {
      log.answered(
          exchange.route(),
          exchange.verb(),
          exchange.rawPath(),
          exchange.status(),
          System.nanoTime() - begun,
          exchange.identity().name(),
          exchange.address());
    }
  }

  private void answer(Exchange exchange) {
    try {
      exchange.set(CONTENT_TYPE_OPTIONS, "nosniff");
      if (!basePath.isEmpty() && exchange.rawPath().equals(basePath)) {
        // What pages name relative to themselves would be beside the base path.
        exchange.redirect(basePath + "/");
        return;
      }
      Route route = enter(exchange);
      if (route.permission() != Permission.PUBLIC) {
        awaitOpen();
      }
      if (route.waits()) {
        handle(route, exchange);
      } else if (inFlight.enter()) {
        try {
          handle(route, exchange);
        } finally {
          inFlight.leave();
        }
      } else {
        throw unavailable("The server is stopping");
      }
    } catch (HttpProblem problem) {
      refuse(exchange, problem);
    } catch (MalformedJsonException e) {
      refuse(exchange, HttpProblem.of(400, "malformed", String.valueOf(e.getMessage())));
    } catch (LimitedInputStream.TooLongException e) {
      refuse(exchange, tooLarge(exchange));
    } catch (SchedulerUnavailableException | StoreException e) {
      refuse(exchange, unavailable(String.valueOf(e.getMessage())));
    } catch (LimitedInputStream.BrokenOffException e) {
      LOG.debug("A client went away: {}", e.getMessage());
      refuse(exchange, HttpProblem.of(400, "incomplete", "The request could not be read"));
    } catch (ServerConnectionException e) {
      LOG.debug("A client went away: {}", e.getMessage());
      throw e;
    } catch (IOException | RuntimeException e) {
      LOG.error("A request failed: {} {}", exchange.verb(), patternOf(exchange), e);
      refuse(
          exchange,
          HttpProblem.of(500, "internal", "The server made a mistake")
              .hint("The server's log says more."));
    }
  }

  private static void handle(Route route, Exchange exchange)
      throws HttpProblem, MalformedJsonException, IOException {
    route.handler().handle(exchange);
    if (exchange.status() == 0) {
      exchange.empty(204);
    }
  }

  /** From now on everything is answered. */
  void open() {
    open.countDown();
  }

  private void awaitOpen() throws HttpProblem {
    try {
      if (!open.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw unavailable("The server is starting");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("The server is stopping");
    }
  }

  /** Takes no more requests and waits for those that go on, except for those that may wait. */
  boolean close(Duration most) throws InterruptedException {
    boolean idle = inFlight.close(most);
    // Whoever waits still is told that the server is stopping.
    open();
    return idle;
  }

  /** Finds the route and makes sure that the sender may take it. */
  private Route enter(Exchange exchange) throws HttpProblem {
    String path = exchange.rawPath();
    if (!basePath.isEmpty() && path.startsWith(basePath + "/")) {
      path = path.substring(basePath.length());
    }
    RouteTable.Place place = routes.find(path).orElse(null);
    Optional<Verb> verb = Verb.parse(exchange.verb());
    Route route = place == null || verb.isEmpty() ? null : place.routes().get(verb.get());
    boolean isPublic = route != null && route.permission() == Permission.PUBLIC;
    Identity sender = Identity.NOBODY;
    boolean ambient = true;
    if (!isPublic) {
      refuseSecretsInQuery(exchange);
      SignIn.Result.Known known = identify(exchange);
      sender = known.identity();
      ambient = known.ambient();
      exchange.sentBy(sender, () -> isAdmitted(exchange));
    }
    if (place == null) {
      throw HttpProblem.notFound("There is nothing at this path");
    }
    if (route == null) {
      exchange.set(
          HeaderNames.ALLOW,
          place.routes().keySet().stream().map(Verb::name).collect(Collectors.joining(", ")));
      throw HttpProblem.of(405, "method_not_allowed", "This path does not take this method");
    }
    exchange.enter(route, place.variables());
    checkSite(exchange, route, ambient);
    if (!isPublic && !sender.role().may(route.permission())) {
      throw HttpProblem.of(
          403, "forbidden", "The role '" + sender.role().text() + "' may not do this");
    }
    checkBody(exchange, route);
    return route;
  }

  private boolean isAdmitted(Exchange exchange) {
    Route route = exchange.route();
    return route != null
        && look(exchange) instanceof SignIn.Result.Known known
        && known.identity().role().may(route.permission());
  }

  private SignIn.Result look(Exchange exchange) {
    return signIn.identify(
        exchange.header(HeaderNames.AUTHORIZATION).orElse(null),
        exchange.cookie(SESSION_COOKIE).orElse(null),
        exchange.address());
  }

  private SignIn.Result.Known identify(Exchange exchange) throws HttpProblem {
    switch (look(exchange)) {
      case SignIn.Result.Known known -> {
        return known;
      }
      case SignIn.Result.Absent absent -> throw unknown(exchange, "Nobody is signed in");
      case SignIn.Result.Wrong wrong ->
          throw unknown(exchange, "The credentials are not known here");
      case SignIn.Result.Blocked blocked -> throw blocked(blocked.delay());
    }
  }

  static HttpProblem blocked(Duration delay) {
    return HttpProblem.of(429, "too_many_attempts", "There were too many wrong credentials")
        .retryAfter(delay);
  }

  private static HttpProblem unknown(Exchange exchange, String message) {
    // Browsers ask for a password when they are told of Basic: wanted for Luigi's pages alone.
    exchange.set(
        HeaderNames.WWW_AUTHENTICATE,
        exchange.rawPath().contains("/api/v1/") ? "Bearer" : "Basic realm=\"Stillson\"");
    return HttpProblem.of(401, "unauthorized", message)
        .hint("Send a token as 'Authorization: Bearer TOKEN', or sign in.");
  }

  private static void refuseSecretsInQuery(Exchange exchange) throws HttpProblem {
    for (String name : exchange.query().names()) {
      if (SECRET_FIELDS.contains(name.toLowerCase(Locale.ROOT))) {
        throw HttpProblem.of(
                400, "secret_in_url", "A secret was sent in the URL, where logs keep it")
            .hint("Send it as 'Authorization: Bearer TOKEN', and replace this one.");
      }
    }
  }

  private void checkSite(Exchange exchange, Route route, boolean ambient) throws HttpProblem {
    if (signIn.isOpen() && route.permission() != Permission.PUBLIC && !sites.isOurs(exchange)) {
      throw HttpProblem.of(421, "wrong_host", "This server does not know itself by this name")
          .hint("Use its address, or add the name to the server's hosts.");
    }
    // A bearer token is never sent by a browser on its own.
    if (route.changes() && ambient && !sites.isSameSite(exchange)) {
      throw HttpProblem.of(403, "cross_site", "The request comes from another site");
    }
  }

  private static void checkBody(Exchange exchange, Route route) throws HttpProblem {
    if (route.body().isJson() && !exchange.contentType().equals("application/json")) {
      throw HttpProblem.of(415, "not_json", "The request does not say that it is JSON")
          .hint("Send 'Content-Type: application/json'.");
    }
    if (exchange.declaredLength() > route.body().most() && route.body().most() > 0) {
      throw tooLarge(exchange);
    }
  }

  private static HttpProblem tooLarge(Exchange exchange) {
    Route route = exchange.route();
    return HttpProblem.of(
        413,
        "too_large",
        "The body is longer than " + (route == null ? 0 : route.body().most()) + " bytes");
  }

  private static HttpProblem unavailable(String message) {
    return HttpProblem.of(503, "unavailable", message)
        .hint("Repeat the request.")
        .retryAfter(Duration.ofSeconds(1));
  }

  private static void refuse(Exchange exchange, HttpProblem problem) {
    List<String> allow = exchange.prepared(HeaderNames.ALLOW);
    List<String> challenge = exchange.prepared(HeaderNames.WWW_AUTHENTICATE);
    if (exchange.isAnswered() || !exchange.startOver()) {
      // Part of an answer is out: the client must see that it is not whole.
      throw new IllegalStateException("The answer broke off", problem);
    }
    allow.forEach(value -> exchange.set(HeaderNames.ALLOW, value));
    challenge.forEach(value -> exchange.set(HeaderNames.WWW_AUTHENTICATE, value));
    Duration retryAfter = problem.retryAfter();
    if (retryAfter != null) {
      exchange.set(HeaderNames.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
    }
    if (exchange.hasBody()) {
      // What is left of the body is not waited for.
      exchange.set(HeaderNames.CONNECTION, "close");
    }
    try {
      exchange.json(
          problem.status(),
          json -> {
            json.writeStartObject();
            json.writeObjectPropertyStart("error");
            json.writeStringProperty("code", problem.code());
            json.writeStringProperty("message", problem.text());
            if (problem.hint() != null) {
              json.writeStringProperty("hint", problem.hint());
            }
            json.writeEndObject();
            json.writeEndObject();
          });
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("A client went away: {}", e.getMessage());
    }
  }

  private static @Nullable Object patternOf(Exchange exchange) {
    Route route = exchange.route();
    return route == null ? null : route.path();
  }
}
