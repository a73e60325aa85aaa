package dev.stillson.worker.scheduler;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a server is, and how to sign in there.
 *
 * @param root the address without sign-in, such as {@code http://scheduler:8082}
 * @param authorization the value of the HTTP header; a secret
 */
public record ServerAddress(URI root, Optional<String> authorization) {

  /**
   * Reads an address such as {@code http://user:password@scheduler:8082/path}. A user in it is sent
   * by HTTP Basic and wins over {@code token}, which is sent as a bearer token.
   *
   * @throws SchedulerException if it is no such address
   */
  public static ServerAddress parse(String text, Optional<String> token) {
    URI uri;
    try {
      uri = new URI(text.contains("://") ? text : "http://" + text);
    } catch (URISyntaxException e) {
      throw wrong("it is no URL");
    }
    if (!"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
      throw wrong("it begins with neither http:// nor https://");
    }
    if (uri.getHost() == null || uri.getQuery() != null || uri.getFragment() != null) {
      throw wrong("it must name a host, and have no query");
    }
    Optional<String> authorization = token.map(secret -> "Bearer " + secret);
    if (uri.getUserInfo() != null) {
      byte[] user = uri.getUserInfo().getBytes(StandardCharsets.UTF_8);
      authorization = Optional.of("Basic " + Base64.getEncoder().encodeToString(user));
    }
    String path = uri.getPath().endsWith("/") ? uri.getPath() : uri.getPath() + "/";
    return new ServerAddress(
        URI.create(
            uri.getScheme()
                + "://"
                + (uri.getHost().contains(":") && !uri.getHost().startsWith("[")
                    ? "[" + uri.getHost() + "]"
                    : uri.getHost())
                + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                + path),
        authorization);
  }

  /** The address itself is not shown: it may hold a password. */
  private static SchedulerException wrong(String why) {
    return new SchedulerException(
        "The address of the scheduler cannot be used: "
            + why
            + "\nhint: the form is http://HOST:PORT");
  }

  /** The address without sign-in. */
  @Override
  public String toString() {
    return root.toString();
  }
}
