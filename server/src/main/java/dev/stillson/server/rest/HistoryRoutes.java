package dev.stillson.server.rest;

import dev.stillson.core.scheduler.AttemptEnd;
import dev.stillson.protocol.luigi.Explanation;
import dev.stillson.server.auth.Permission;
import dev.stillson.server.http.Exchange;
import dev.stillson.server.http.HttpProblem;
import dev.stillson.server.http.Route;
import dev.stillson.server.store.AttemptFilter;
import dev.stillson.server.store.AuditEntry;
import dev.stillson.server.store.History;
import java.io.IOException;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** What has been: attempts, and what people did. */
public final class HistoryRoutes {
  private static final int DEFAULT_PAGE = 100;
  private static final int LARGEST_PAGE = 1_000;

  private final History history;
  private final InstantSource clock;

  /** Routes to the history. */
  public HistoryRoutes(History history, InstantSource clock) {
    this.history = history;
    this.clock = clock;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get("/api/v1/attempts", Permission.VIEW, this::attempts),
        Route.get("/api/v1/tasks/{id}/attempts", Permission.VIEW, this::attemptsOfTask),
        Route.get("/api/v1/audit", Permission.ADMINISTER, this::audit));
  }

  private void attempts(Exchange exchange) throws HttpProblem, IOException {
    show(
        exchange,
        new AttemptFilter(
            exchange.query("task"),
            exchange.query("family"),
            exchange.query("worker"),
            endings(exchange),
            Selection.time("from", exchange.query("from"), clock),
            Selection.time("until", exchange.query("until"), clock)));
  }

  private void attemptsOfTask(Exchange exchange) throws HttpProblem, IOException {
    show(exchange, AttemptFilter.ofTask(exchange.path("id")));
  }

  private void show(Exchange exchange, AttemptFilter filter) throws HttpProblem, IOException {
    int limit = exchange.query("limit", 1, LARGEST_PAGE, DEFAULT_PAGE);
    List<History.PastAttempt> found = history.attempts(filter, before(exchange), limit);
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("attempts");
          found.forEach(one -> write(one.attempt(), json));
          json.writeEndArray();
          if (found.size() == limit) {
            json.writeStringProperty("next", Long.toString(found.getLast().number()));
          }
          json.writeEndObject();
        });
  }

  private static void write(AttemptEnd end, JsonGenerator json) {
    json.writeStartObject();
    json.writeStringProperty("task", end.taskId());
    json.writeStringProperty("family", end.family());
    TaskJson.parameters(end.parameters(), json);
    json.writeNumberProperty("attempt", end.attempt());
    json.writeStringProperty("worker", end.worker());
    json.writeStringProperty("host", end.host());
    json.writeStringProperty("started", end.started().toString());
    json.writeStringProperty("ended", end.ended().toString());
    json.writeStringProperty("ending", text(end.ending()));
    end.explanation()
        .flatMap(Explanation::plain)
        .ifPresent(text -> LongText.write("explanation", text, json));
    end.waitedFor().ifPresent(task -> json.writeStringProperty("waitedFor", task));
    json.writeEndObject();
  }

  private void audit(Exchange exchange) throws HttpProblem, IOException {
    int limit = exchange.query("limit", 1, LARGEST_PAGE, DEFAULT_PAGE);
    List<History.PastAction> found = history.audit(before(exchange), limit);
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("actions");
          for (History.PastAction action : found) {
            AuditEntry entry = action.entry();
            json.writeStartObject();
            json.writeStringProperty("at", entry.at().toString());
            json.writeStringProperty("who", entry.who());
            json.writeStringProperty("action", entry.action());
            json.writeStringProperty("subject", entry.subject());
            json.writeStringProperty("detail", entry.detail());
            json.writeEndObject();
          }
          json.writeEndArray();
          if (found.size() == limit) {
            json.writeStringProperty("next", Long.toString(found.getLast().number()));
          }
          json.writeEndObject();
        });
  }

  /** Where the page before ended. */
  static long before(Exchange exchange) throws HttpProblem {
    Optional<String> text = exchange.query("after");
    if (text.isEmpty()) {
      return History.NEWEST;
    }
    try {
      return Long.parseLong(text.get());
    } catch (NumberFormatException e) {
      throw HttpProblem.bad("The field 'after' is not the 'next' of a page");
    }
  }

  private static Set<AttemptEnd.Ending> endings(Exchange exchange) throws HttpProblem {
    Set<AttemptEnd.Ending> endings = EnumSet.noneOf(AttemptEnd.Ending.class);
    for (String text :
        exchange.query("ending").map(all -> all.split(",", -1)).orElse(new String[0])) {
      endings.add(
          EnumSet.allOf(AttemptEnd.Ending.class).stream()
              .filter(ending -> text(ending).equals(text))
              .findFirst()
              .orElseThrow(() -> HttpProblem.bad("There is no ending '" + text + "'")));
    }
    return endings;
  }

  private static String text(AttemptEnd.Ending ending) {
    return ending.name().toLowerCase(Locale.ROOT);
  }
}
