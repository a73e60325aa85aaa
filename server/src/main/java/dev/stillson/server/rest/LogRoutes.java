package dev.stillson.server.rest;

import dev.stillson.server.auth.Permission;
import dev.stillson.server.event.LogStreams;
import dev.stillson.server.http.Exchange;
import dev.stillson.server.http.HttpProblem;
import dev.stillson.server.http.Route;
import dev.stillson.server.worker.AttemptLogs;
import io.helidon.http.HeaderNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What attempts logged. */
public final class LogRoutes {
  private static final int DEFAULT_PART = 1 << 20;
  private static final int LARGEST_PART = 10_000_000;
  private static final int MOST_FOUND = 100;
  private static final int LONGEST_TEXT = 200;

  private final AttemptLogs logs;
  private final LogStreams streams;

  /** Routes to {@code logs}, which {@code streams} follows. */
  public LogRoutes(AttemptLogs logs, LogStreams streams) {
    this.logs = logs;
    this.streams = streams;
  }

  /** The routes. */
  public List<Route> routes() {
    String log = "/api/v1/tasks/{id}/attempts/{attempt}/log";
    return List.of(
        Route.get(log, Permission.VIEW, this::read),
        Route.get(log + "/whole", Permission.VIEW, this::whole),
        Route.get(log + "/search", Permission.VIEW, this::search),
        Route.stream(log + "/live", Permission.VIEW, this::live));
  }

  /**
   * A part as plain text; headers say where the next part begins and how long the log is, both in
   * bytes.
   */
  private void read(Exchange exchange) throws HttpProblem, IOException {
    int limit = exchange.query("limit", 1, LARGEST_PART, DEFAULT_PART);
    AttemptLogs.Page page =
        logs.read(exchange.path("id"), attempt(exchange), offset(exchange), limit);
    exchange
        .set(HeaderNames.create("Stillson-Next"), Long.toString(page.next()))
        .set(HeaderNames.create("Stillson-Length"), Long.toString(page.length()))
        .set(HeaderNames.CACHE_CONTROL, "no-store")
        .send(200, "text/plain; charset=UTF-8", page.text().getBytes(StandardCharsets.UTF_8));
  }

  /** The whole as a file, which is never in memory at once. */
  private void whole(Exchange exchange) throws HttpProblem, IOException {
    int attempt = attempt(exchange);
    try (InputStream log = logs.whole(exchange.path("id"), attempt)) {
      exchange.set(
          HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"attempt-" + attempt + ".log\"");
      try (OutputStream out = exchange.stream("text/plain; charset=UTF-8")) {
        log.transferTo(out);
      }
    }
  }

  /** What is added, as it is written; who connects again goes on where it was. */
  private void live(Exchange exchange) throws HttpProblem, IOException {
    int attempt = attempt(exchange);
    Optional<String> heard = exchange.header(HeaderNames.create("Last-Event-ID"));
    long offset =
        heard.filter(id -> id.matches("[0-9]{1,18}")).isPresent()
            ? Long.parseLong(heard.get())
            : offset(exchange);
    streams.follow(exchange, exchange.path("id"), attempt, offset);
  }

  private void search(Exchange exchange) throws HttpProblem, IOException {
    String text = exchange.query("text").orElse("");
    if (text.isEmpty() || text.length() > LONGEST_TEXT) {
      throw HttpProblem.bad("The field 'text' must have from 1 to " + LONGEST_TEXT + " characters");
    }
    long from = offset(exchange);
    if (from < 0) {
      throw HttpProblem.bad("The field 'offset' must be that of a line, which is not negative");
    }
    AttemptLogs.Found found =
        logs.search(exchange.path("id"), attempt(exchange), text, from, MOST_FOUND);
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("lines");
          for (AttemptLogs.Line line : found.lines()) {
            json.writeStartObject();
            json.writeNumberProperty("offset", line.offset());
            json.writeStringProperty("text", line.text());
            json.writeEndObject();
          }
          json.writeEndArray();
          found.next().ifPresent(next -> json.writeNumberProperty("next", next));
          json.writeEndObject();
        });
  }

  private static int attempt(Exchange exchange) throws HttpProblem {
    String text = exchange.path("attempt");
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw HttpProblem.bad("An attempt has a number from 1 on");
    }
    return Integer.parseInt(text);
  }

  private static long offset(Exchange exchange) throws HttpProblem {
    Optional<String> offset = exchange.query("offset");
    if (offset.isEmpty()) {
      return 0;
    }
    if (!offset.get().matches("-?[0-9]{1,18}")) {
      throw HttpProblem.bad(
          "The field 'offset' must be a number of bytes, from the end if it is negative");
    }
    return Long.parseLong(offset.get());
  }
}
