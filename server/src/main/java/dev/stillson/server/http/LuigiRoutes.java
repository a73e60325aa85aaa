package dev.stillson.server.http;

import dev.stillson.server.auth.Permission;
import dev.stillson.server.http.LuigiCalls.LuigiFailure;
import io.helidon.http.HeaderNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Luigi's clients ask a {@code luigid} for. */
public final class LuigiRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(LuigiRoutes.class);

  private final LuigiCalls calls;
  private final Cors cors;

  /** Routes to these calls. */
  public LuigiRoutes(LuigiCalls calls, Cors cors) {
    this.calls = calls;
    this.cors = cors;
  }

  /** The routes. */
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    for (String method : new TreeSet<>(calls.methods())) {
      PathPattern path = PathPattern.parse("/api/" + method);
      Permission permission = LuigiAccess.permission(method);
      boolean changes = LuigiAccess.changes(method);
      RouteHandler handler = exchange -> call(method, exchange);
      routes.add(new Route(Verb.GET, path, permission, Body.FORM, changes, handler));
      routes.add(new Route(Verb.POST, path, permission, Body.FORM, changes, handler));
      routes.add(
          new Route(Verb.OPTIONS, path, Permission.PUBLIC, Body.NONE, false, cors::preflight));
    }
    routes.add(page("/api/{method}", Verb.OPTIONS, Permission.PUBLIC, cors::preflight));
    RouteHandler unknown = exchange -> page(exchange, 404, "There is no such call");
    routes.add(page("/api/{method}", Verb.GET, Permission.VIEW, unknown));
    routes.add(
        new Route(
            Verb.POST,
            PathPattern.parse("/api/{method}"),
            Permission.VIEW,
            Body.FORM,
            false,
            unknown));
    routes.add(
        page(
            "/",
            Verb.GET,
            Permission.PUBLIC,
            exchange -> exchange.redirect("static/visualiser/index.html")));
    routes.add(page("/", Verb.HEAD, Permission.PUBLIC, exchange -> exchange.empty(204)));
    routes.add(moved("/static/visualiser/index.html", "../../ui/"));
    routes.add(moved("/tasklist", "ui/"));
    routes.add(moved("/tasklist/{name}", "../ui/"));
    routes.add(moved("/history", "ui/"));
    for (String kind : List.of("by_name", "by_id", "by_task_id", "by_params")) {
      routes.add(moved("/history/" + kind + "/{what}", "../../ui/"));
    }
    return routes;
  }

  private static Route page(String path, Verb verb, Permission permission, RouteHandler handler) {
    return new Route(verb, PathPattern.parse(path), permission, Body.NONE, false, handler);
  }

  private static Route moved(String path, String to) {
    return page(path, Verb.GET, Permission.PUBLIC, exchange -> exchange.redirect(to));
  }

  private void call(String method, Exchange exchange) throws IOException {
    cors.allow(exchange);
    try {
      byte[] answer = calls.call(method, data(exchange));
      if (exchange.verb().equals("GET")) {
        String tag = tag(answer);
        exchange.set(HeaderNames.ETAG, tag);
        if (exchange.header(HeaderNames.IF_NONE_MATCH).orElse("").contains(tag)) {
          exchange.empty(304);
          return;
        }
      }
      exchange.vary("Accept-Encoding");
      exchange.send(200, "application/json; charset=UTF-8", answer);
    } catch (LuigiFailure e) {
      LOG.info("A call of Luigi's failed\n  call:  {}\n  cause: {}", method, e.getMessage());
      page(exchange, 500, String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable String data(Exchange exchange) throws IOException {
    Optional<String> data = exchange.query().get("data");
    if (exchange.hasBody()) {
      String type = exchange.contentType();
      if (type.equals("application/x-www-form-urlencoded")) {
        data = LuigiForm.urlEncoded(exchange.body()).or(() -> exchange.query().get("data"));
      } else if (type.equals("multipart/form-data")) {
        String whole = exchange.header(HeaderNames.CONTENT_TYPE).orElse("");
        Optional<String> sent = LuigiForm.multipart(exchange.body(), whole);
        data = sent.isPresent() ? sent : data;
      } else {
        exchange.body();
      }
    }
    return data.map(String::strip).orElse(null);
  }

  private static String tag(byte[] answer) {
    CRC32C sum = new CRC32C();
    sum.update(answer);
    return "\""
        + Long.toHexString(sum.getValue())
        + "-"
        + Integer.toHexString(answer.length)
        + "\"";
  }

  private static void page(Exchange exchange, int status, String message) throws IOException {
    String text =
        "<!DOCTYPE html><html><title>"
            + status
            + "</title><body>"
            + status
            + ": "
            + escaped(message)
            + "</body></html>";
    exchange.text(status, "text/html; charset=UTF-8", text);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
