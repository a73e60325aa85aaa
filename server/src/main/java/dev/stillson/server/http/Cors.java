package dev.stillson.server.http;

import io.helidon.http.HeaderNames;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Which pages of other sites may read answers of the Luigi endpoint; Luigi's section {@code
 * [cors]}.
 *
 * @param enabled whether any may
 * @param allowedOrigins which, as {@code https://host:port}; these may also change things
 * @param anyOrigin whether all may read
 * @param nullOrigin whether pages without an origin may read
 * @param maxAge how long browsers remember the answer to a preflight
 * @param allowedMethods what a preflight allows
 * @param allowedHeaders what a preflight allows
 * @param exposedHeaders which headers pages may see; may be empty
 * @param credentials whether requests may carry credentials
 */
public record Cors(
    boolean enabled,
    Set<String> allowedOrigins,
    boolean anyOrigin,
    boolean nullOrigin,
    Duration maxAge,
    String allowedMethods,
    String allowedHeaders,
    String exposedHeaders,
    boolean credentials) {

  /** No page of another site. */
  public static final Cors OFF =
      new Cors(
          false,
          Set.of(),
          false,
          false,
          Duration.ofDays(1),
          "GET, OPTIONS",
          "Accept, Content-Type, Origin",
          "",
          false);

  /** Leaves out what is not the name of an origin. */
  public Cors {
    allowedOrigins =
        Set.copyOf(
            allowedOrigins.stream()
                .filter(origin -> !origin.equals("*") && !origin.equals("null"))
                .toList());
  }

  /** The origins whose pages may also change things. */
  Set<String> trustedOrigins() {
    return enabled ? allowedOrigins : Set.of();
  }

  /** Sets the headers of a real answer. */
  void allow(Exchange exchange) {
    Optional<String> allowed = allowed(exchange);
    if (allowed.isPresent()) {
      exchange.set(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, allowed.get());
      if (allowedOrigins.contains(allowed.get())) {
        exchange.vary("Origin");
      }
    }
  }

  /** Answers a preflight. */
  void preflight(Exchange exchange) {
    Optional<String> origin = allowed(exchange);
    if (origin.isPresent()) {
      exchange.set(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin.get());
      exchange.set(HeaderNames.ACCESS_CONTROL_MAX_AGE, Long.toString(maxAge.toSeconds()));
      exchange.set(HeaderNames.ACCESS_CONTROL_ALLOW_METHODS, allowedMethods);
      exchange.set(HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, allowedHeaders);
      if (credentials) {
        exchange.set(HeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
      }
      if (!exposedHeaders.isEmpty()) {
        exchange.set(HeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, exposedHeaders);
      }
    }
    exchange.empty(204);
  }

  private Optional<String> allowed(Exchange exchange) {
    Optional<String> origin = enabled ? exchange.header(HeaderNames.ORIGIN) : Optional.empty();
    if (origin.isEmpty()) {
      return Optional.empty();
    }
    if (origin.get().equals("null")) {
      return nullOrigin ? origin : Optional.empty();
    }
    if (anyOrigin) {
      return Optional.of("*");
    }
    return allowedOrigins.contains(origin.get()) ? origin : Optional.empty();
  }
}
