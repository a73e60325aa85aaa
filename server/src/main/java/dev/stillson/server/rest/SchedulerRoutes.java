package dev.stillson.server.rest;

import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.server.auth.Permission;
import dev.stillson.server.http.Exchange;
import dev.stillson.server.http.HttpProblem;
import dev.stillson.server.http.Route;
import dev.stillson.server.json.MalformedJsonException;
import dev.stillson.server.scheduler.SchedulerHealth;
import dev.stillson.server.scheduler.ServerState;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** The scheduler as a whole, and its resources. */
public final class SchedulerRoutes {
  private final ServerState state;
  private final Operator operator;
  private final Catalogue catalogue;

  /** Routes to the scheduler of {@code state}. */
  public SchedulerRoutes(ServerState state, Catalogue catalogue, InstantSource clock) {
    this.state = state;
    this.operator = new Operator(state, clock);
    this.catalogue = catalogue;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get("/api/v1/scheduler", Permission.VIEW, this::show),
        Route.post("/api/v1/scheduler/pause", Permission.OPERATE, this::pause),
        Route.post("/api/v1/scheduler/resume", Permission.OPERATE, this::resume),
        Route.get("/api/v1/resources", Permission.VIEW, this::resources),
        Route.post("/api/v1/resources/{name}", Permission.OPERATE, this::setResource));
  }

  private void show(Exchange exchange) throws IOException {
    boolean paused = state.scheduler().look(Scheduler::isPaused);
    Duration timeout = state.scheduler().look(now -> now.settings().workerTimeout());
    SchedulerHealth health = state.health();
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeBooleanProperty("paused", paused);
          json.writeStringProperty("condition", health.condition().name().toLowerCase(Locale.ROOT));
          json.writeStringProperty("text", health.text());
          TaskJson.counts("counts", catalogue.counts(), json);
          json.writeNumberProperty("workerTimeout", timeout.toMillis() / 1_000.0);
          json.writeEndObject();
        });
  }

  private void pause(Exchange exchange) throws HttpProblem, MalformedJsonException, IOException {
    exchange.json();
    operator.apply(new Command.Pause());
    operator.note(exchange, "pause", "", "");
    show(exchange);
  }

  private void resume(Exchange exchange) throws HttpProblem, MalformedJsonException, IOException {
    exchange.json();
    operator.apply(new Command.Resume());
    operator.note(exchange, "resume", "", "");
    show(exchange);
  }

  private record Amounts(Map<String, Double> totals, Map<String, Double> used) {}

  private void resources(Exchange exchange) throws IOException {
    Amounts amounts = state.scheduler().look(now -> new Amounts(now.totals(), now.usedResources()));
    TreeSet<String> names = new TreeSet<>(amounts.totals.keySet());
    names.addAll(amounts.used.keySet());
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("resources");
          for (String name : names) {
            json.writeStartObject();
            json.writeStringProperty("name", name);
            // One that was never set has 1.
            TaskJson.number("total", amounts.totals.getOrDefault(name, 1.0), json);
            TaskJson.number("used", amounts.used.getOrDefault(name, 0.0), json);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private void setResource(Exchange exchange)
      throws HttpProblem, MalformedJsonException, IOException {
    double total = exchange.json().requiredNumber("total");
    String name = exchange.path("name");
    operator.apply(new Command.SetResource(name, total));
    operator.note(exchange, "resource", name, Double.toString(total));
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("name", name);
          TaskJson.number("total", total, json);
          json.writeEndObject();
        });
  }
}
