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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starting tasks by family and parameters: one, or many of a family a few at a time. */
public final class SubmissionRoutes implements AutoCloseable {
  private final Operator operator;
  private final Submitter submitter;
  private final BackfillRoutes backfills;

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
    this.backfills = new BackfillRoutes(operator, submitter, state, pace, clock);
  }

  /** The routes. */
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    routes.add(Route.post("/api/v1/submissions", Permission.OPERATE, this::submit));
    routes.addAll(backfills.routes());
    return routes;
  }

  /** From now on backfills that have not ended go on whenever the state is open. */
  public void open() {
    backfills.backfills().open();
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    backfills.backfills().close();
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

  static Map<String, String> parameters(JsonObject body) throws MalformedJsonException {
    Map<String, String> parameters = new LinkedHashMap<>();
    Optional<JsonObject> given = body.object("parameters");
    if (given.isPresent()) {
      for (String name : given.get().names()) {
        parameters.put(name, given.get().requiredText(name));
      }
    }
    return parameters;
  }
}
