package dev.stillson.server.http;

import dev.stillson.server.auth.Permission;
import io.helidon.http.HeaderNames;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The files of the web UI, which hold no data: everybody may read them. */
public final class UiRoutes {
  private static final String FOLDER = "/dev/stillson/server/ui/";
  private static final String POLICY =
      "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=UTF-8",
          "js", "text/javascript; charset=UTF-8",
          "css", "text/css; charset=UTF-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "woff2", "font/woff2",
          "json", "application/json; charset=UTF-8",
          "webmanifest", "application/manifest+json");

  private final Map<String, UiFile> files = new ConcurrentHashMap<>();

  private static final class UiFile {
    final byte[] bytes;
    final String tag;
    final String type;
    final boolean immutable;

    UiFile(byte[] bytes, String tag, String type, boolean immutable) {
      this.bytes = bytes;
      this.tag = tag;
      this.type = type;
      this.immutable = immutable;
    }
  }

  /** The routes; {@code root}: whether the server's root leads here. */
  public List<Route> routes(boolean root) {
    List<Route> routes =
        List.of(
            Route.get("/ui", Permission.PUBLIC, exchange -> exchange.redirect("ui/")),
            Route.get("/ui/", Permission.PUBLIC, exchange -> show(exchange, "index.html")),
            Route.get(
                "/ui/{path...}",
                Permission.PUBLIC,
                exchange -> show(exchange, exchange.path("path"))));
    return root
        ? Stream.concat(
                routes.stream(),
                Stream.of(Route.get("/", Permission.PUBLIC, exchange -> exchange.redirect("ui/"))))
            .toList()
        : routes;
  }

  private void show(Exchange exchange, String path) throws IOException, HttpProblem {
    UiFile file = file(path);
    if (file == null && isAsset(path)) {
      throw HttpProblem.notFound("There is no such file");
    }
    // A place within the UI, which its script knows.
    UiFile shown = file == null ? file("index.html") : file;
    if (shown == null) {
      throw HttpProblem.notFound("This server has no web UI");
    }
    exchange.set(HeaderNames.create("Content-Security-Policy"), POLICY);
    exchange.set(HeaderNames.create("Referrer-Policy"), "same-origin");
    exchange.set(
        HeaderNames.CACHE_CONTROL,
        shown.immutable ? "public, max-age=31536000, immutable" : "no-cache");
    exchange.set(HeaderNames.ETAG, shown.tag);
    if (exchange.header(HeaderNames.IF_NONE_MATCH).orElse("").contains(shown.tag)) {
      exchange.empty(304);
    } else {
      exchange.send(200, shown.type, shown.bytes);
    }
  }

  private static boolean isAsset(String path) {
    return path.startsWith("assets/") || extension(path).map(TYPES::containsKey).orElse(false);
  }

  private static Optional<String> extension(String path) {
    int dot = path.lastIndexOf('.');
    return dot < path.lastIndexOf('/') + 1
        ? Optional.empty()
        : Optional.of(path.substring(dot + 1));
  }

  private @Nullable UiFile file(String path) throws IOException {
    UiFile known = files.get(path);
    String type = TYPES.get(extension(path).orElse(""));
    if (known != null || type == null) {
      return known;
    }
    try (InputStream in = UiRoutes.class.getResourceAsStream(FOLDER + path)) {
      if (in == null) {
        return null;
      }
      byte[] bytes = in.readAllBytes();
      CRC32C sum = new CRC32C();
      sum.update(bytes);
      String tag = "\"" + HexFormat.of().toHexDigits(sum.getValue()) + "-" + bytes.length + "\"";
      boolean immutable = path.matches("assets/.*-[A-Za-z0-9_-]{8}\\.[a-z0-9]+");
      UiFile file = new UiFile(bytes, tag, type, immutable);
      files.put(path, file);
      return file;
    }
  }
}
