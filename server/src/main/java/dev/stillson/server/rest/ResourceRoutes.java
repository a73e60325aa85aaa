package dev.stillson.server.rest;

import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.TaskRow;
import dev.stillson.core.scheduler.Why;
import dev.stillson.server.auth.Permission;
import dev.stillson.server.http.Exchange;
import dev.stillson.server.http.HttpProblem;
import dev.stillson.server.http.Route;
import dev.stillson.server.scheduler.ServerState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** Who has a resource, and who waits for it. */
public final class ResourceRoutes {
  private static final Set<Status> HOLDING = EnumSet.of(Status.RUNNING, Status.BATCH_RUNNING);
  private static final int MOST_HOLDERS = 1_000;
  private static final int MOST_WAITING = 50;
  private static final int LOOKED_AT = 500;

  private final ServerState state;
  private final Catalogue catalogue;

  /** Routes to the resources of {@code state}. */
  public ResourceRoutes(ServerState state, Catalogue catalogue) {
    this.state = state;
    this.catalogue = catalogue;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(Route.get("/api/v1/resources/{name}", Permission.VIEW, this::show));
  }

  private record Holder(TaskCard card, double amount) {}

  private record Use(double total, double used, List<Holder> holders, List<TaskCard> waiting) {}

  private void show(Exchange exchange) throws HttpProblem, IOException {
    String name = exchange.path("name");
    List<TaskCard> running = having(HOLDING, name);
    List<TaskCard> pending = having(EnumSet.of(Status.PENDING), name);
    pending.sort(
        Comparator.comparingDouble(TaskCard::priority)
            .reversed()
            .thenComparingLong(TaskCard::order));
    Use use = state.scheduler().look(now -> use(now, name, running, pending)).orElse(null);
    if (use == null) {
      throw HttpProblem.notFound("There is no resource '" + name + "'");
    }
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("name", name);
          TaskJson.number("total", use.total, json);
          TaskJson.number("used", use.used, json);
          json.writeArrayPropertyStart("holders");
          use.holders.forEach(holder -> write(holder, json));
          json.writeEndArray();
          json.writeNumberProperty("waiting", pending.size());
          json.writeArrayPropertyStart("waitingTasks");
          use.waiting.forEach(card -> TaskJson.write(card, json));
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void write(Holder holder, JsonGenerator json) {
    json.writeStartObject();
    TaskJson.fields(holder.card, json);
    TaskJson.number("amount", holder.amount, json);
    json.writeEndObject();
  }

  private List<TaskCard> having(Set<Status> statuses, String name) {
    List<TaskCard> cards = new ArrayList<>();
    catalogue.each(
        TaskFilter.of(statuses),
        card -> {
          if (card.demand().amounts().getOrDefault(name, 0.0) > 0) {
            cards.add(card);
          }
        });
    return cards;
  }

  private static Optional<Use> use(
      Scheduler now, String name, List<TaskCard> running, List<TaskCard> pending) {
    Map<String, Double> totals = now.totals();
    Map<String, Double> used = now.usedResources();
    if (!totals.containsKey(name) && !used.containsKey(name) && pending.isEmpty()) {
      return Optional.empty();
    }
    List<Holder> holders = new ArrayList<>();
    for (TaskCard card : running.subList(0, Math.min(MOST_HOLDERS, running.size()))) {
      double held =
          now.task(card.id())
              .flatMap(TaskRow::attempt)
              .filter(TaskRow.AttemptRow::live)
              .map(attempt -> attempt.held().amounts().getOrDefault(name, 0.0))
              .orElse(0.0);
      if (held > 0) {
        holders.add(new Holder(card, held));
      }
    }
    List<TaskCard> waiting = new ArrayList<>();
    for (TaskCard card : pending.subList(0, Math.min(LOOKED_AT, pending.size()))) {
      if (waiting.size() < MOST_WAITING && lacks(now, card.id(), name)) {
        waiting.add(card);
      }
    }
    // One that was never set has 1.
    return Optional.of(
        new Use(totals.getOrDefault(name, 1.0), used.getOrDefault(name, 0.0), holders, waiting));
  }

  private static boolean lacks(Scheduler now, String id, String name) {
    return now.why(id)
        .filter(why ->
            why instanceof Why.Scarce scarce
                && scarce.shortages().stream().anyMatch(one -> one.resource().equals(name)))
        .isPresent();
  }
}
