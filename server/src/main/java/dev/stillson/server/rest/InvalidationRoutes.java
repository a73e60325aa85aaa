package dev.stillson.server.rest;

import dev.stillson.server.auth.Permission;
import dev.stillson.server.http.Exchange;
import dev.stillson.server.http.HttpProblem;
import dev.stillson.server.http.Route;
import dev.stillson.server.json.JsonObject;
import dev.stillson.server.json.MalformedJsonException;
import dev.stillson.server.scheduler.ServerState;
import dev.stillson.server.worker.Deletions;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Making tasks anew, with or without what they made before. */
public final class InvalidationRoutes {
  private final Operator operator;
  private final OutputDeletion deletion;

  /**
   * Routes to the tasks of {@code state}.
   *
   * @param deletions where workers answer that delete outputs
   * @param patience how long a worker may take to find outputs; to delete them it has twice as long
   */
  public InvalidationRoutes(
      ServerState state,
      Catalogue catalogue,
      Deletions deletions,
      Duration patience,
      InstantSource clock) {
    this.operator = new Operator(state, clock);
    this.deletion =
        new OutputDeletion(operator, new Makers(catalogue, operator), deletions, patience);
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.post("/api/v1/tasks/{id}/invalidate", Permission.OPERATE, this::invalidate));
  }

  private void invalidate(Exchange exchange)
      throws HttpProblem, MalformedJsonException, IOException {
    JsonObject body = exchange.json();
    String id = exchange.path("id");
    boolean outputs = body.flag("deleteOutputs").orElse(false);
    Invalidation plan =
        Invalidation.of(id, body.flag("downstream").orElse(false), operator.scheduler())
            .orElseThrow(() -> TaskRoutes.unknown(id));
    if (outputs) {
      deletion.check(plan);
    }
    if (body.flag("dryRun").orElse(false)) {
      exchange.json(200, json -> plan.write(0, Optional.empty(), json));
      return;
    }
    if (plan.more()) {
      throw HttpProblem.of(409, "too_many", "More than 100,000 tasks depend on this one")
          .hint("Invalidate some of them first.");
    }
    if (!outputs) {
      int changed = plan.apply(operator.scheduler());
      operator.note(exchange, "invalidate", id, changed + (changed == 1 ? " task" : " tasks"));
      exchange.json(200, json -> plan.write(changed, Optional.empty(), json));
      return;
    }
    OutputDeletion.Result result = deletion.delete(plan);
    int changed = plan.only(result.gone()).apply(operator.scheduler());
    operator.note(
        exchange,
        "invalidate",
        id,
        changed
            + " tasks, outputs of "
            + result.gone().size()
            + (result.silent().isPresent() ? " perhaps" : "")
            + " deleted, of "
            + result.kept().size()
            + " kept");
    if (result.silent().isPresent()) {
      throw Makers.silent(result.silent().get())
          .hint("It may have deleted outputs; the tasks they are of are pending.");
    }
    exchange.json(200, json -> plan.write(changed, Optional.of(result), json));
  }
}
