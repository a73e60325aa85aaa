package dev.stillson.cli;

import dev.stillson.Secret;
import dev.stillson.store.Settings;
import dev.stillson.store.SettingsException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Section {@code [server.oidc]}: the provider of OpenID Connect that people sign in at. */
final class OpenIdSection {
  private static final List<String> ROLES = List.of("admin", "operator", "worker", "viewer");

  private final Settings server;
  private final Settings section;

  OpenIdSection(Settings server) {
    this.server = server;
    this.section = server.section("oidc");
  }

  /**
   * The provider; empty: none is set.
   *
   * @throws SettingsException if a setting is wrong or missing
   */
  Optional<Daemon.OpenId> read() {
    if (section.keys().isEmpty()) {
      return Optional.empty();
    }
    Map<String, Set<String>> roles = new TreeMap<>();
    for (String role : ROLES) {
      section.text(role).ifPresent(values -> roles.put(role, words(values, ",")));
    }
    Optional<URI> issuer = address(section, "issuer");
    Optional<URI> publicUrl = address(server, "public_url");
    Optional<String> client = section.text("client_id");
    refuseMissing(
        Map.of(
            "[server.oidc] issuer", issuer.isEmpty(),
            "[server.oidc] client_id", client.isEmpty(),
            "[server] public_url", publicUrl.isEmpty(),
            "[server.oidc] admin, operator, worker or viewer", roles.isEmpty()));
    return Optional.of(
        new Daemon.OpenId(
            section.text("name").orElseGet(() -> issuer.orElseThrow().getHost()),
            issuer.orElseThrow(),
            client.orElseThrow(),
            secret(),
            URI.create(publicUrl.orElseThrow().toString().replaceAll("/+$", "")),
            List.copyOf(words(section.text("scopes").orElse("profile email"), "\\s")),
            section.text("user_claim").orElse("email"),
            section.text("role_claim").orElse("groups"),
            roles));
  }

  private static void refuseMissing(Map<String, Boolean> missing) {
    List<String> names =
        missing.entrySet().stream()
            .filter(Map.Entry::getValue)
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    if (!names.isEmpty()) {
      throw new UsageException(
          "The provider that people sign in at is not described in full\n  missing: "
              + String.join("\n           ", names)
              + "\nhint: docs/operations.md shows a whole section [server.oidc]");
    }
  }

  private Optional<Secret> secret() {
    Optional<Secret> given = section.secret("client_secret");
    Optional<Path> file = section.path("client_secret_file");
    if (file.isEmpty()) {
      return given;
    }
    if (given.isPresent()) {
      throw section.wrong("client_secret_file", "is given beside client_secret");
    }
    try {
      return Optional.of(Secret.of(Files.readString(file.get()).strip()));
    } catch (IOException e) {
      throw section.wrong("client_secret_file", "cannot be read");
    }
  }

  private static Optional<URI> address(Settings section, String key) {
    return section
        .text(key)
        .map(text -> {
          try {
            URI uri = new URI(text);
            // Tokens and codes on an open line are everybody's.
            boolean safe = "https".equals(uri.getScheme()) || isHere(uri);
            if (safe
                && uri.getHost() != null
                && uri.getQuery() == null
                && uri.getFragment() == null) {
              return uri;
            }
          } catch (URISyntaxException e) {
            // The same as another kind of address.
          }
          throw section.wrong(key, "is not an address that begins with https://");
        });
  }

  private static boolean isHere(URI uri) {
    return "http".equals(uri.getScheme())
        && uri.getHost() != null
        && (uri.getHost().equals("localhost") || uri.getHost().equals("127.0.0.1"));
  }

  private static Set<String> words(String text, String separator) {
    Set<String> words = new LinkedHashSet<>();
    Arrays.stream(text.split(separator, -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .forEach(words::add);
    return words;
  }
}
