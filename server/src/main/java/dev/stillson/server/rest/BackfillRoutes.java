package dev.stillson.server.rest;

import dev.stillson.server.auth.Permission;
import dev.stillson.server.http.Exchange;
import dev.stillson.server.http.HttpProblem;
import dev.stillson.server.http.Route;
import dev.stillson.server.json.JsonObject;
import dev.stillson.server.json.MalformedJsonException;
import dev.stillson.server.scheduler.ServerState;
import dev.stillson.server.store.BackfillRecord;
import dev.stillson.server.store.BackfillRecord.Condition;
import dev.stillson.server.store.BackfillRecord.Counts;
import dev.stillson.server.store.BackfillRecord.State;
import dev.stillson.server.store.BackfillRecord.Value;
import dev.stillson.server.store.History;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** Starting many tasks of a family, a few at a time. */
final class BackfillRoutes {
  private static final int MOST_VALUES = 10_000;
  private static final int MOST_AT_ONCE = 1_000;
  private static final int MOST_REFUSALS = 100;
  private static final int DEFAULT_PAGE = 50;
  private static final int LARGEST_PAGE = 1_000;

  private final Operator operator;
  private final Submitter submitter;
  private final History history;
  private final Backfills backfills;
  private final InstantSource clock;

  BackfillRoutes(
      Operator operator,
      Submitter submitter,
      ServerState state,
      Duration pace,
      InstantSource clock) {
    this.operator = operator;
    this.submitter = submitter;
    this.history = state.history();
    this.backfills = new Backfills(state, submitter, pace, clock);
    this.clock = clock;
  }

  Backfills backfills() {
    return backfills;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/api/v1/backfills", Permission.VIEW, this::list),
        Route.post("/api/v1/backfills", Permission.OPERATE, this::begin),
        change("pause", Backfill::pause),
        change("resume", Backfill::resume),
        change("stop", Backfill::stop));
  }

  private Route change(String verb, Consumer<Backfill> change) {
    return Route.post(
        "/api/v1/backfills/{id}/" + verb, Permission.OPERATE, exchange -> change(exchange, change));
  }

  private void begin(Exchange exchange) throws HttpProblem, MalformedJsonException, IOException {
    JsonObject body = exchange.json();
    List<String> values = body.texts("values").orElse(List.of());
    if (values.isEmpty() || values.size() > MOST_VALUES) {
      throw HttpProblem.bad("The field 'values' must have from 1 to " + MOST_VALUES + " values");
    }
    Map<String, String> parameters = SubmissionRoutes.parameters(body);
    BackfillRecord backfill =
        new BackfillRecord(
            UUID.randomUUID().toString(),
            body.requiredText("family"),
            parameters,
            body.requiredText("parameter"),
            values.getFirst(),
            values.getLast(),
            values.size(),
            body.requiredInteger("limit", 1, MOST_AT_ONCE),
            exchange.identity().name(),
            clock.instant(),
            Condition.RUNNING,
            Optional.empty(),
            Counts.NONE);
    submitter.check(backfill.family(), parameters);
    backfills.begin(backfill, values);
    operator.note(
        exchange,
        "backfill",
        backfill.family(),
        values.size() + " of " + backfill.parameter() + ", " + backfill.limit() + " at once");
    exchange.json(201, json -> write(backfill, json));
  }

  private void list(Exchange exchange) throws HttpProblem, IOException {
    int limit = exchange.query("limit", 1, LARGEST_PAGE, DEFAULT_PAGE);
    long before = HistoryRoutes.before(exchange);
    List<BackfillRecord> open =
        before == History.NEWEST ? history.openBackfills() : List.<BackfillRecord>of();
    List<History.PastBackfill> ended = history.backfills(before, limit);
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("backfills");
          open.forEach(one -> write(one, json));
          ended.forEach(one -> write(one.backfill(), json));
          json.writeEndArray();
          if (ended.size() == limit) {
            json.writeStringProperty("next", Long.toString(ended.getLast().number()));
          }
          json.writeEndObject();
        });
  }

  private void change(Exchange exchange, Consumer<Backfill> change)
      throws HttpProblem, MalformedJsonException, IOException {
    exchange.json();
    BackfillRecord backfill =
        backfills
            .change(exchange.path("id"), change)
            .orElseThrow(() -> HttpProblem.notFound("There is no such backfill"));
    operator.note(exchange, "backfill", backfill.family(), "now " + text(backfill.condition()));
    exchange.json(200, json -> write(backfill, json));
  }

  private static String text(Condition condition) {
    return condition.name().toLowerCase(Locale.ROOT);
  }

  /** Without the parameters in common: some of them are not for everybody's eyes. */
  private void write(BackfillRecord backfill, JsonGenerator json) {
    Counts counts = backfill.counts();
    json.writeStartObject();
    json.writeStringProperty("id", backfill.id());
    json.writeStringProperty("family", backfill.family());
    json.writeStringProperty("parameter", backfill.parameter());
    json.writeStringProperty("first", backfill.first());
    json.writeStringProperty("last", backfill.last());
    json.writeNumberProperty("values", backfill.size());
    json.writeNumberProperty("limit", backfill.limit());
    json.writeStringProperty("user", backfill.user());
    json.writeStringProperty("begun", backfill.begun().toString());
    backfill.ended().ifPresent(at -> json.writeStringProperty("endedAt", at.toString()));
    json.writeStringProperty("condition", text(backfill.condition()));
    String waitsFor = backfills.waitsFor(backfill.id());
    if (!waitsFor.isEmpty()) {
      json.writeStringProperty("waitsFor", waitsFor);
    }
    json.writeNumberProperty("started", counts.started());
    json.writeNumberProperty("ended", counts.finished());
    json.writeNumberProperty("failed", counts.failed());
    json.writeNumberProperty("refused", counts.refused());
    json.writeNumberProperty("toRun", counts.toRun());
    json.writeArrayPropertyStart("refusals");
    for (Value refusal : refusals(backfill)) {
      json.writeStartObject();
      json.writeStringProperty("value", refusal.value());
      json.writeStringProperty("text", refusal.explanation());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private List<Value> refusals(BackfillRecord backfill) {
    return backfill.counts().refused() == 0
        ? List.of()
        : history.values(backfill.id(), List.of(State.REFUSED), MOST_REFUSALS);
  }
}
