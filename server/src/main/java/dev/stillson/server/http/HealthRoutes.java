package dev.stillson.server.http;

import dev.stillson.server.auth.Permission;
import dev.stillson.server.scheduler.SchedulerHealth;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Whether the server lives and whether it answers, for those who watch over it. */
public final class HealthRoutes {
  private final Supplier<SchedulerHealth> health;

  /** Routes that ask {@code health}. */
  public HealthRoutes(Supplier<SchedulerHealth> health) {
    this.health = health;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get("/health/live", Permission.PUBLIC, HealthRoutes::live),
        Route.get("/health/ready", Permission.PUBLIC, this::ready));
  }

  private static void live(Exchange exchange) throws IOException {
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("status", "live");
          json.writeEndObject();
        });
  }

  private void ready(Exchange exchange) throws IOException {
    SchedulerHealth now = health.get();
    exchange.json(
        now.isReady() ? 200 : 503,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("status", now.condition().name().toLowerCase(Locale.ROOT));
          json.writeStringProperty("since", now.since().toString());
          json.writeStringProperty("reason", now.text());
          json.writeEndObject();
        });
  }
}
