package dev.stillson.server.rest;

import dev.stillson.server.auth.Permission;
import dev.stillson.server.http.Exchange;
import dev.stillson.server.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The OpenAPI document, which says what the API offers; everybody may read it. */
public final class ApiDocument {
  private static final String FILE = "openapi.json";

  private ApiDocument() {}

  /** The routes. */
  public static List<Route> routes() {
    return List.of(Route.get("/api/v1/openapi.json", Permission.PUBLIC, ApiDocument::show));
  }

  /** The document's text. */
  static byte[] text() throws IOException {
    try (InputStream in = ApiDocument.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IOException("The file " + FILE + " is missing from the server");
      }
      return in.readAllBytes();
    }
  }

  private static void show(Exchange exchange) throws IOException {
    exchange.send(200, "application/json; charset=UTF-8", text());
  }
}
