package dev.stillson.server.rest;

import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.WorkerRow;
import dev.stillson.server.auth.Permission;
import dev.stillson.server.http.Exchange;
import dev.stillson.server.http.HttpProblem;
import dev.stillson.server.http.Route;
import dev.stillson.server.json.MalformedJsonException;
import dev.stillson.server.scheduler.ServerState;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.core.JsonGenerator;

/** Looking at workers, and what people do to them. */
public final class WorkerRoutes {
  private static final Set<Status> HELD =
      EnumSet.of(Status.RUNNING, Status.PARKED, Status.BATCH_RUNNING);
  private static final int RUNNING_SHOWN = 1_000;
  private static final int MOST_SLOTS = 10_000;

  private final Operator operator;
  private final Catalogue catalogue;
  private final Supplier<List<String>> codeMismatches;

  /**
   * Routes to the workers of {@code state}.
   *
   * @param codeMismatches tells of workers whose code is not that which announced their tasks
   */
  public WorkerRoutes(
      ServerState state,
      Catalogue catalogue,
      Supplier<List<String>> codeMismatches,
      InstantSource clock) {
    this.operator = new Operator(state, clock);
    this.catalogue = catalogue;
    this.codeMismatches = codeMismatches;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get("/api/v1/workers", Permission.VIEW, this::list),
        Route.get("/api/v1/workers/{id}", Permission.VIEW, this::show),
        Route.post("/api/v1/workers/{id}/disable", Permission.OPERATE, this::disable),
        Route.post("/api/v1/workers/{id}/slots", Permission.OPERATE, this::setSlots));
  }

  private void list(Exchange exchange) throws IOException {
    List<String> ids = catalogue.workforce().stream().map(WorkerRow::id).toList();
    // The catalogue need not know when a worker was last heard of.
    List<WorkerRow> rows =
        operator
            .scheduler()
            .look(state -> {
              List<WorkerRow> present = new ArrayList<>();
              ids.forEach(id -> state.worker(id).ifPresent(present::add));
              return present;
            });
    Map<String, Integer> running = new HashMap<>();
    // What is parked has given its slot back, and a batch has the one of the task that runs it.
    TaskFilter busy = TaskFilter.of(EnumSet.of(Status.RUNNING));
    catalogue.each(busy, card -> running.merge(String.valueOf(card.worker()), 1, Integer::sum));
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("workers");
          for (WorkerRow row : rows) {
            json.writeStartObject();
            fields(row, json);
            json.writeNumberProperty("running", running.getOrDefault(row.id(), 0));
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayPropertyStart("codeMismatches");
          codeMismatches.get().forEach(json::writeString);
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private void show(Exchange exchange) throws HttpProblem, IOException {
    WorkerRow row = known(exchange);
    TaskFilter held = TaskFilter.of(HELD).withWorker(row.id());
    TaskPage running = catalogue.page(held, TaskOrder.OLDEST, null, RUNNING_SHOWN);
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          fields(row, json);
          json.writeArrayPropertyStart("tasks");
          running.tasks().forEach(card -> TaskJson.write(card, json));
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void fields(WorkerRow row, JsonGenerator json) {
    json.writeStringProperty("id", row.id());
    json.writeStringProperty("host", row.profile().host());
    json.writeNumberProperty("slots", row.profile().slots());
    json.writeBooleanProperty("disabled", row.disabled());
    json.writeBooleanProperty("registered", row.registered());
    TaskJson.time("started", Optional.of(row.started()), json);
    TaskJson.time("lastActive", Optional.of(row.lastActive()), json);
    TaskJson.time("lastClaim", row.lastClaim(), json);
    json.writeNumberProperty("unreadMessages", row.messages().size());
    texts("labels", row.profile().labels(), json);
    texts("info", row.profile().info(), json);
  }

  private static void texts(String name, Map<String, String> texts, JsonGenerator json) {
    json.writeObjectPropertyStart(name);
    texts.forEach((key, value) -> LongText.write(key, value, json));
    json.writeEndObject();
  }

  private void disable(Exchange exchange) throws HttpProblem, MalformedJsonException, IOException {
    exchange.json();
    String id = known(exchange).id();
    operator.apply(new Command.DisableWorker(id));
    operator.note(exchange, "disable-worker", id, "");
    answer(exchange);
  }

  private void setSlots(Exchange exchange) throws HttpProblem, MalformedJsonException, IOException {
    int slots = exchange.json().requiredInteger("slots", 1, MOST_SLOTS);
    String id = known(exchange).id();
    operator.apply(new Command.SetSlots(id, slots));
    operator.note(exchange, "slots", id, Integer.toString(slots));
    answer(exchange);
  }

  private void answer(Exchange exchange) throws HttpProblem, IOException {
    WorkerRow row = known(exchange);
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          fields(row, json);
          json.writeEndObject();
        });
  }

  private WorkerRow known(Exchange exchange) throws HttpProblem {
    String id = exchange.path("id");
    return operator
        .scheduler()
        .look(state -> state.worker(id))
        .orElseThrow(() -> HttpProblem.notFound("There is no worker '" + id + "'"));
  }
}
