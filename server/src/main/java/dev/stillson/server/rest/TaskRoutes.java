package dev.stillson.server.rest;

import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.TaskRow;
import dev.stillson.core.scheduler.Why;
import dev.stillson.server.auth.Permission;
import dev.stillson.server.http.Exchange;
import dev.stillson.server.http.HttpProblem;
import dev.stillson.server.http.Route;
import dev.stillson.server.scheduler.SharedScheduler;
import dev.stillson.server.store.History;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Looking at tasks. */
public final class TaskRoutes {
  private static final int DEFAULT_PAGE = 100;
  private static final int LARGEST_PAGE = 1_000;
  private static final int NEIGHBOURS = 1_000;
  private static final int LARGEST_GRAPH = 100_000;

  private final SharedScheduler scheduler;
  private final Catalogue catalogue;
  private final Expectations expectations;
  private final History history;
  private final InstantSource clock;

  /** Routes to the tasks of {@code scheduler}. */
  public TaskRoutes(
      SharedScheduler scheduler,
      Catalogue catalogue,
      Expectations expectations,
      History history,
      InstantSource clock) {
    this.history = history;
    this.expectations = expectations;
    this.scheduler = scheduler;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get("/api/v1/tasks", Permission.VIEW, this::list),
        Route.get("/api/v1/tasks/{id}", Permission.VIEW, this::show),
        Route.get("/api/v1/tasks/{id}/chain", Permission.VIEW, this::chain),
        Route.get("/api/v1/tasks/{id}/graph", Permission.VIEW, this::graph),
        Route.get("/api/v1/counts", Permission.VIEW, this::counts));
  }

  private void list(Exchange exchange) throws HttpProblem, IOException {
    TaskFilter filter = Selection.of(exchange, clock);
    int limit = exchange.query("limit", 1, LARGEST_PAGE, DEFAULT_PAGE);
    String sortName = exchange.query("sort").orElse(TaskOrder.NEWEST.text());
    TaskOrder sort =
        TaskOrder.parse(sortName)
            .orElseThrow(() -> HttpProblem.bad("There is no order '" + sortName + "'"));
    TaskPage page = catalogue.page(filter, sort, after(exchange), limit);
    Map<String, Duration> running = new HashMap<>();
    for (TaskCard card : page.tasks()) {
      if (card.status() == Status.RUNNING || card.status() == Status.BATCH_RUNNING) {
        expectations.of(card.family()).ifPresent(time -> running.put(card.family(), time));
      }
    }
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("tasks");
          for (TaskCard card : page.tasks()) {
            json.writeStartObject();
            TaskJson.fields(card, json);
            if (card.status() == Status.RUNNING || card.status() == Status.BATCH_RUNNING) {
              expected(Optional.ofNullable(running.get(card.family())), json);
            }
            json.writeEndObject();
          }
          json.writeEndArray();
          page.next().ifPresent(place -> json.writeStringProperty("next", place.text()));
          json.writeEndObject();
        });
  }

  private static @Nullable Place after(Exchange exchange) throws HttpProblem {
    Optional<String> text = exchange.query("after");
    if (text.isEmpty()) {
      return null;
    }
    return Place.parse(text.get())
        .orElseThrow(() -> HttpProblem.bad("The field 'after' is not the 'next' of a page"));
  }

  private record Details(TaskRow row, Why why, List<String> dependants) {}

  private void show(Exchange exchange) throws HttpProblem, IOException {
    String id = exchange.path("id");
    Details details = scheduler.look(state -> details(state, id)).orElseThrow(() -> unknown(id));
    Optional<Duration> expected =
        details.row.status() == Status.DONE
            ? Optional.empty()
            : expectations.of(details.row.family());
    List<String> outputs = history.outputs(details.row.order());
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          TaskJson.details(details.row, json);
          expected(expected, json);
          TaskJson.outputs(outputs, json);
          WhyText.write(details.why, json);
          json.writeNumberProperty("dependencyCount", details.row.dependencies().size());
          json.writeArrayPropertyStart("dependencies");
          details.row.dependencies().stream()
              .limit(NEIGHBOURS)
              .forEach(dependency -> dependency(dependency, json));
          json.writeEndArray();
          json.writeNumberProperty("dependantCount", details.dependants.size());
          json.writeArrayPropertyStart("dependants");
          details.dependants.stream()
              .limit(NEIGHBOURS)
              .forEach(dependant -> {
                json.writeStartObject();
                neighbour(dependant, json);
                json.writeEndObject();
              });
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static Optional<Details> details(Scheduler state, String id) {
    Optional<TaskRow> row = state.task(id);
    Optional<Why> why = state.why(id);
    return row.isEmpty() || why.isEmpty()
        ? Optional.empty()
        : Optional.of(new Details(row.get(), why.get(), state.dependants(id)));
  }

  /** How long an attempt is expected to take, in seconds; nothing if that is unknown. */
  static void expected(Optional<Duration> time, JsonGenerator json) {
    time.ifPresent(one -> json.writeNumberProperty("expected", one.toMillis() / 1_000.0));
  }

  private void dependency(TaskRow.Dependency dependency, JsonGenerator json) {
    json.writeStartObject();
    neighbour(dependency.id(), json);
    json.writeStringProperty("kind", TaskGraph.kind(dependency));
    json.writeEndObject();
  }

  private void neighbour(String id, JsonGenerator json) {
    json.writeStringProperty("id", id);
    catalogue
        .task(id)
        .ifPresent(card -> {
          json.writeStringProperty("family", card.family());
          TaskJson.parameters(card.parameters(), json);
          json.writeStringProperty("status", TaskJson.text(card.status()));
        });
  }

  private void chain(Exchange exchange) throws HttpProblem, IOException {
    String id = exchange.path("id");
    Chain chain = scheduler.look(state -> Chain.from(state, id)).orElseThrow(() -> unknown(id));
    OptionalLong missing = chain.missing();
    List<String> outputs = missing.isPresent() ? history.outputs(missing.getAsLong()) : List.of();
    exchange.json(200, json -> chain.write(outputs, json));
  }

  private void graph(Exchange exchange) throws HttpProblem, IOException {
    String id = exchange.path("id");
    int limit = exchange.query("limit", 1, LARGEST_GRAPH, 1_000);
    String name = exchange.query("direction").orElse("both");
    TaskGraph.Direction direction =
        TaskGraph.Direction.parse(name)
            .orElseThrow(() -> HttpProblem.bad("There is no direction '" + name + "'"));
    TaskGraph graph =
        TaskGraph.around(id, direction, limit, scheduler).orElseThrow(() -> unknown(id));
    exchange.json(200, graph::write);
  }

  private void counts(Exchange exchange) throws IOException {
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          TaskJson.counts("counts", catalogue.counts(), json);
          json.writeEndObject();
        });
  }

  static HttpProblem unknown(String id) {
    return HttpProblem.notFound("There is no task '" + id + "'");
  }
}
