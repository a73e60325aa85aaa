package dev.stillson.server.http;

import dev.stillson.core.text.Shown;
import dev.stillson.server.auth.Identity;
import dev.stillson.server.auth.Permission;
import dev.stillson.server.auth.SignIn;
import dev.stillson.server.auth.openid.OpenIdSignIn;
import dev.stillson.server.auth.openid.SignInRefusedException;
import io.helidon.http.HeaderNames;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ways to sign in, and the way by a provider. What a browser is sent to is never taken from its
 * request.
 */
public final class OpenIdRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(OpenIdRoutes.class);
  private static final String PLACE = "/api/v1/sign-in";
  private static final String COOKIE = "stillson_sign_in";

  private final Optional<OpenIdSignIn> provider;
  private final SignIn signIn;
  private final boolean tls;

  /**
   * Routes to the provider, if there is one.
   *
   * @param tls whether this server itself is reached by TLS alone
   */
  public OpenIdRoutes(Optional<OpenIdSignIn> provider, SignIn signIn, boolean tls) {
    this.provider = provider;
    this.signIn = signIn;
    this.tls = tls;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get(PLACE, Permission.PUBLIC, this::show),
        Route.get(PLACE + "/start", Permission.PUBLIC, this::start),
        Route.get(PLACE + "/callback", Permission.PUBLIC, this::end));
  }

  private void show(Exchange exchange) throws IOException {
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          provider.ifPresent(one -> {
            json.writeObjectPropertyStart("provider");
            json.writeStringProperty("name", one.name());
            // The cookie has to be set under the name that the browser will come back to.
            json.writeStringProperty("url", one.publicUrl() + PLACE + "/start");
            json.writeEndObject();
          });
          json.writeEndObject();
        });
  }

  private void start(Exchange exchange) throws HttpProblem {
    OpenIdSignIn way = way();
    try {
      OpenIdSignIn.Departure departure = way.begin();
      setCookie(exchange, way, departure.cookie(), OpenIdSignIn.LIFETIME.toSeconds());
      leave(exchange, departure.entrance().toString());
    } catch (SignInRefusedException e) {
      refuse(exchange, way, e);
    }
  }

  private void end(Exchange exchange) throws HttpProblem {
    OpenIdSignIn way = way();
    try {
      Identity identity = way.end(exchange.cookie(COOKIE), exchange::query);
      LOG.info("{} signed in as {}", identity.name(), identity.role().text());
      setCookie(exchange, way, "", 0);
      exchange.add(
          HeaderNames.SET_COOKIE,
          SessionRoutes.cookie(
              signIn.beginGuestSession(identity), SignIn.SESSION.toSeconds(), secure(way)));
      leave(exchange, way.publicUrl() + "/ui/");
    } catch (SignInRefusedException e) {
      refuse(exchange, way, e);
    }
  }

  private OpenIdSignIn way() throws HttpProblem {
    return provider.orElseThrow(
        () -> HttpProblem.notFound("People sign in here with names and passwords of this server"));
  }

  private void refuse(Exchange exchange, OpenIdSignIn way, SignInRefusedException e) {
    LOG.warn(
        "Somebody at {} was not signed in by {}: {}",
        exchange.address(),
        way.name(),
        Shown.plain(String.valueOf(e.getMessage())));
    leave(exchange, way.publicUrl() + "/ui/?sign-in=" + e.refusal().text());
  }

  private static void leave(Exchange exchange, String location) {
    exchange.set(HeaderNames.CACHE_CONTROL, "no-store");
    exchange.set(HeaderNames.create("Referrer-Policy"), "no-referrer");
    exchange.redirect(location);
  }

  /** Lax, not Strict: the browser comes back from another site and must bring it. */
  private void setCookie(Exchange exchange, OpenIdSignIn way, String value, long seconds) {
    exchange.add(
        HeaderNames.SET_COOKIE,
        COOKIE
            + "="
            + value
            + "; Path="
            + way.publicUrl().getRawPath()
            + PLACE
            + "; HttpOnly; SameSite=Lax; Max-Age="
            + seconds
            + (secure(way) ? "; Secure" : ""));
  }

  private boolean secure(OpenIdSignIn way) {
    return tls || "https".equals(way.publicUrl().getScheme());
  }
}
