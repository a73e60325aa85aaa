package dev.stillson.server.rest;

import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.TaskRow;
import dev.stillson.server.auth.Permission;
import dev.stillson.server.http.Exchange;
import dev.stillson.server.http.HttpProblem;
import dev.stillson.server.http.Route;
import dev.stillson.server.json.JsonObject;
import dev.stillson.server.json.MalformedJsonException;
import dev.stillson.server.scheduler.ServerState;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people do to tasks. */
public final class ActionRoutes {
  private static final int MOST_AT_ONCE = 10_000;
  private static final int IN_ONE_GO = 200;
  private static final int PAGE = 1_000;
  private static final int LONGEST_MESSAGE = 10_000;

  private final Operator operator;
  private final InstantSource clock;
  private final Catalogue catalogue;

  /** Routes to the tasks of {@code state}. */
  public ActionRoutes(ServerState state, Catalogue catalogue, InstantSource clock) {
    this.operator = new Operator(state, clock);
    this.clock = clock;
    this.catalogue = catalogue;
  }

  /** The routes. */
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    for (TaskAction action : TaskAction.values()) {
      routes.add(
          Route.post(
              "/api/v1/tasks/{id}/" + action.text(),
              Permission.OPERATE,
              exchange -> act(action, exchange)));
    }
    routes.add(Route.post("/api/v1/tasks/{id}/priority", Permission.OPERATE, this::prioritize));
    routes.add(Route.post("/api/v1/tasks/{id}/messages", Permission.OPERATE, this::send));
    routes.add(
        Route.post(
            "/api/v1/tasks/{id}/messages/{message}/response", Permission.OPERATE, this::response));
    routes.add(Route.post("/api/v1/actions", Permission.OPERATE, this::actOnMany));
    return routes;
  }

  private void act(TaskAction action, Exchange exchange)
      throws HttpProblem, MalformedJsonException, IOException {
    exchange.json();
    String id = exchange.path("id");
    Status status =
        operator
            .scheduler()
            .perform((state, now) -> action.apply(state, id, now))
            .orElseThrow(() -> TaskRoutes.unknown(id));
    operator.note(exchange, action.text(), id, "now " + TaskJson.text(status));
    answer(exchange, id, status);
  }

  private void prioritize(Exchange exchange)
      throws HttpProblem, MalformedJsonException, IOException {
    double priority = exchange.json().requiredNumber("priority");
    String id = exchange.path("id");
    Status status =
        operator
            .apply(new Command.SetPriority(id, priority))
            .orElseThrow(() -> TaskRoutes.unknown(id));
    operator.note(exchange, "priority", id, Double.toString(priority));
    answer(exchange, id, status);
  }

  private static void answer(Exchange exchange, String id, Status status) throws IOException {
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("id", id);
          json.writeStringProperty("status", TaskJson.text(status));
          json.writeEndObject();
        });
  }

  private void send(Exchange exchange) throws HttpProblem, MalformedJsonException, IOException {
    String content = exchange.json().requiredText("content");
    if (content.length() > LONGEST_MESSAGE) {
      throw HttpProblem.bad("A message has at most " + LONGEST_MESSAGE + " characters");
    }
    String id = exchange.path("id");
    TaskRow row =
        operator
            .scheduler()
            .look(state -> state.task(id))
            .orElseThrow(() -> TaskRoutes.unknown(id));
    if (row.status() != Status.RUNNING || row.attempt().isEmpty() || !TaskJson.takesMessages(row)) {
      throw HttpProblem.of(409, "no_messages", "Task '" + id + "' does not take messages now")
          .hint("a task takes messages while it runs, if its policy says so");
    }
    String message = UUID.randomUUID().toString();
    operator.apply(new Command.SendMessage(row.attempt().get().worker(), id, message, content));
    operator.note(exchange, "message", id, message);
    exchange.json(
        202,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("message", message);
          json.writeEndObject();
        });
  }

  private void response(Exchange exchange) throws HttpProblem, MalformedJsonException, IOException {
    exchange.json();
    Optional<String> response =
        operator.apply(new Command.TakeResponse(exchange.path("id"), exchange.path("message")));
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          response.ifPresent(text -> LongText.write("response", text, json));
          json.writeEndObject();
        });
  }

  private void actOnMany(Exchange exchange)
      throws HttpProblem, MalformedJsonException, IOException {
    JsonObject body = exchange.json();
    String name = body.requiredText("action");
    TaskAction action =
        TaskAction.parse(name)
            .orElseThrow(() -> HttpProblem.bad("There is no action '" + name + "'"));
    Optional<JsonObject> sent = body.object("filter");
    if (sent.isEmpty()) {
      throw HttpProblem.bad("The field 'filter' is missing");
    }
    TaskFilter filter = Selection.of(sent.get(), clock);
    if (filter.isEverything()) {
      throw HttpProblem.bad("The filter lets every task through")
          .hint("Name statuses, a family, a worker, a text or ids.");
    }
    List<String> ids = ids(filter);
    boolean dry = body.flag("dryRun").orElse(false);
    int changed = dry ? 0 : act(action, ids);
    if (!dry) {
      operator.note(
          exchange, action.text(), "", changed + " of " + ids.size() + " tasks: " + filter.words());
    }
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeNumberProperty("matching", ids.size());
          json.writeNumberProperty("changed", changed);
          json.writeBooleanProperty("more", ids.size() == MOST_AT_ONCE);
          json.writeEndObject();
        });
  }

  private List<String> ids(TaskFilter filter) {
    List<String> ids = new ArrayList<>();
    @Nullable Place after = null;
    do {
      TaskPage page = catalogue.page(filter, TaskOrder.OLDEST, after, PAGE);
      page.tasks().forEach(card -> ids.add(card.id()));
      after = page.next().orElse(null);
    } while (after != null && ids.size() < MOST_AT_ONCE);
    return ids;
  }

  /** In parts, between which others get their turn. */
  private int act(TaskAction action, List<String> ids) {
    int changed = 0;
    for (int begin = 0; begin < ids.size(); begin += IN_ONE_GO) {
      List<String> part = ids.subList(begin, Math.min(ids.size(), begin + IN_ONE_GO));
      changed +=
          operator
              .scheduler()
              .perform((state, now) -> {
                int here = 0;
                for (String id : part) {
                  Optional<Status> before = state.status(id);
                  Optional<Status> after = action.apply(state, id, now);
                  here += before.equals(after) ? 0 : 1;
                }
                return here;
              });
    }
    return changed;
  }
}
