package dev.stillson.server.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells requests that people and programs want from those that a page of another site makes their
 * browser send.
 */
final class Sites {
  private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
  private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  private final Set<String> hosts;
  private final Set<String> trustedOrigins;

  /**
   * @param hosts further names of this server, in lower case
   * @param trustedOrigins sites whose pages may change things here
   */
  Sites(Set<String> hosts, Set<String> trustedOrigins) {
    this.hosts = hosts;
    this.trustedOrigins = trustedOrigins;
  }

  /**
   * Whether the request names this server by an address or a name it is known to have. A page whose
   * name was made to lead here, to read what only this machine may read, does not.
   */
  boolean isOurs(Exchange exchange) {
    Optional<String> name = exchange.header(HeaderNames.HOST).flatMap(Sites::name);
    return name.isPresent()
        && (name.get().equals("localhost")
            || name.get().endsWith(".localhost")
            || isAddress(name.get())
            || hosts.contains(name.get()));
  }

  /** Whether the request cannot come from a page of another site. */
  boolean isSameSite(Exchange exchange) {
    Optional<String> origin = exchange.header(HeaderNames.ORIGIN);
    if (origin.isPresent() && trustedOrigins.contains(origin.get())) {
      return true;
    }
    String fetch = exchange.header(FETCH_SITE).orElse("none");
    if (!fetch.equals("none") && !fetch.equals("same-origin")) {
      return false;
    }
    Optional<String> host =
        exchange.header(HeaderNames.HOST).map(text -> text.toLowerCase(Locale.ROOT));
    return isFrom(origin, host) && isFrom(exchange.header(HeaderNames.REFERER), host);
  }

  /**
   * A proxy may ask by another name than the browser did; then it is the names that this server is
   * known to have outside that tell its own pages.
   */
  private boolean isFrom(Optional<String> page, Optional<String> host) {
    if (page.isEmpty()) {
      return true;
    }
    Optional<String> from = authority(page.get());
    return from.isPresent()
        && (from.equals(host) || from.flatMap(Sites::name).filter(hosts::contains).isPresent());
  }

  private static Optional<String> authority(String uri) {
    try {
      return Optional.ofNullable(new URI(uri).getRawAuthority())
          .map(text -> text.toLowerCase(Locale.ROOT));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** The name in {@code name:port}. */
  private static Optional<String> name(String host) {
    int end = host.endsWith("]") ? -1 : host.lastIndexOf(':');
    String name = (end < 0 ? host : host.substring(0, end)).toLowerCase(Locale.ROOT);
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }

  /** No name on the network consists of numbers alone or stands in brackets. */
  private static boolean isAddress(String name) {
    return name.startsWith("[") ? name.endsWith("]") : ADDRESS.matcher(name).matches();
  }
}
