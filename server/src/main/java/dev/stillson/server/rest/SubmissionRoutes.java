package dev.stillson.server.rest;

import dev.stillson.server.auth.Permission;
import dev.stillson.server.http.Exchange;
import dev.stillson.server.http.HttpProblem;
import dev.stillson.server.http.Route;
import dev.stillson.server.json.JsonObject;
import dev.stillson.server.json.MalformedJsonException;
import dev.stillson.server.scheduler.ServerState;
import dev.stillson.server.worker.Starts;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starting tasks by family and parameters: one, or many of a family a few at a time. */
public final class SubmissionRoutes implements AutoCloseable {
  /** What to do where no worker knows a family. */
  static final String START_ONE = "Start one: stillson worker --scheduler URL JAR";

  private static final int MOST_VALUES = 10_000;
  private static final int MOST_AT_ONCE = 1_000;

  private final Operator operator;
  private final Submitter submitter;
  private final Backfills backfills;

  /**
   * Routes to the workers of {@code state}.
   *
   * @param starts where workers answer
   * @param patience how long a worker may take to answer
   * @param pace how long a backfill waits before it looks again whether it can go on
   */
  public SubmissionRoutes(
      ServerState state,
      Catalogue catalogue,
      Starts starts,
      Duration patience,
      Duration pace,
      InstantSource clock) {
    this.operator = new Operator(state, clock);
    this.submitter = new Submitter(operator, catalogue, starts, patience);
    this.backfills = new Backfills(submitter, state.scheduler(), pace, clock);
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.post("/api/v1/submissions", Permission.OPERATE, this::submit),
        Route.get("/api/v1/backfills", Permission.VIEW, this::list),
        Route.post("/api/v1/backfills", Permission.OPERATE, this::begin),
        Route.post(
            "/api/v1/backfills/{id}/pause",
            Permission.OPERATE,
            exchange -> change(exchange, Backfill::pause)),
        Route.post(
            "/api/v1/backfills/{id}/resume",
            Permission.OPERATE,
            exchange -> change(exchange, Backfill::resume)),
        Route.post(
            "/api/v1/backfills/{id}/stop",
            Permission.OPERATE,
            exchange -> change(exchange, Backfill::stop)));
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    backfills.close();
  }

  private void submit(Exchange exchange) throws HttpProblem, MalformedJsonException, IOException {
    JsonObject body = exchange.json();
    String family = body.requiredText("family");
    String user = exchange.identity().name();
    if (body.flag("dryRun").orElse(false)) {
      Submitter.Planned planned = submitter.plan(family, parameters(body), user);
      exchange.json(200, json -> PlanJson.write(planned, json));
      return;
    }
    Submitter.Submitted done = submitter.submit(family, parameters(body), user);
    operator.note(exchange, "submit", family, done.submission());
    exchange.json(
        201,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("submission", done.submission());
          json.writeStringProperty("task", done.started().taskId());
          json.writeStringProperty("worker", done.worker());
          json.writeNumberProperty("toRun", done.started().toRun());
          json.writeNumberProperty("done", done.started().done());
          json.writeEndObject();
        });
  }

  private static Map<String, String> parameters(JsonObject body) throws MalformedJsonException {
    Map<String, String> parameters = new LinkedHashMap<>();
    Optional<JsonObject> given = body.object("parameters");
    if (given.isPresent()) {
      for (String name : given.get().names()) {
        parameters.put(name, given.get().requiredText(name));
      }
    }
    return parameters;
  }

  private void begin(Exchange exchange) throws HttpProblem, MalformedJsonException, IOException {
    JsonObject body = exchange.json();
    List<String> values = body.texts("values").orElse(List.of());
    if (values.isEmpty() || values.size() > MOST_VALUES) {
      throw HttpProblem.bad("The field 'values' must have from 1 to " + MOST_VALUES + " values");
    }
    Backfill.Order order =
        new Backfill.Order(
            body.requiredText("family"),
            parameters(body),
            body.requiredText("parameter"),
            values,
            body.requiredInteger("limit", 1, MOST_AT_ONCE),
            exchange.identity().name());
    Backfill backfill = backfills.begin(order);
    operator.note(
        exchange,
        "backfill",
        order.family(),
        values.size() + " of " + order.parameter() + ", " + order.limit() + " at once");
    exchange.json(201, backfill::write);
  }

  private void list(Exchange exchange) throws IOException {
    List<Backfill> all = backfills.all();
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("backfills");
          all.forEach(one -> one.write(json));
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private interface Change {
    void on(Backfill backfill);
  }

  private void change(Exchange exchange, Change change)
      throws HttpProblem, MalformedJsonException, IOException {
    exchange.json();
    String id = exchange.path("id");
    Backfill backfill =
        backfills.find(id).orElseThrow(() -> HttpProblem.notFound("There is no such backfill"));
    change.on(backfill);
    operator.note(exchange, "backfill", backfill.order().family(), "now " + backfill.condition());
    exchange.json(200, backfill::write);
  }
}
