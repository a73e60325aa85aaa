package dev.stillson.server.rest;

import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.FamilyForm;
import dev.stillson.core.scheduler.WorkerRow;
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
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Starting tasks by family and parameters. The server has no code: a worker that knows the family
 * makes the task, finds out what it requires and announces all of it.
 */
public final class SubmissionRoutes {
  static final String START_ONE = "Start one: stillson worker --scheduler URL JAR";

  private final Operator operator;
  private final Makers makers;
  private final Starts starts;
  private final Duration patience;

  /**
   * Routes to the workers of {@code state}.
   *
   * @param starts where workers answer
   * @param patience how long a worker may take to answer
   */
  public SubmissionRoutes(
      ServerState state,
      Catalogue catalogue,
      Starts starts,
      Duration patience,
      InstantSource clock) {
    this.operator = new Operator(state, clock);
    this.makers = new Makers(catalogue, operator);
    this.starts = starts;
    this.patience = patience;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(Route.post("/api/v1/submissions", Permission.OPERATE, this::submit));
  }

  private void submit(Exchange exchange) throws HttpProblem, MalformedJsonException, IOException {
    JsonObject body = exchange.json();
    String family = body.requiredText("family");
    Map<String, String> parameters = new LinkedHashMap<>();
    Optional<JsonObject> given = body.object("parameters");
    if (given.isPresent()) {
      for (String name : given.get().names()) {
        parameters.put(name, given.get().requiredText(name));
      }
    }
    WorkerRow worker =
        makers
            .of(List.of(family))
            .orElseThrow(() ->
                HttpProblem.of(
                        409, "no_worker", "No worker is here that knows the family " + family)
                    .hint(START_ONE));
    check(worker, family, parameters);
    String submission = "submission-" + UUID.randomUUID();
    Future<Starts.Answer> answer = starts.expect(submission);
    try {
      operator.apply(
          new Command.Start(
              worker.id(), submission, family, parameters, exchange.identity().name()));
      operator.note(exchange, "submit", family, submission);
      reply(exchange, submission, worker.id(), await(answer, worker.id()));
    } finally {
      starts.forget(submission);
    }
  }

  /** What nobody may see must not be given here, where it would be stored. */
  private static void check(WorkerRow worker, String family, Map<String, String> parameters)
      throws HttpProblem {
    List<String> names =
        worker.profile().forms().stream()
            .filter(form -> form.family().equals(family))
            .flatMap(form -> form.fields().stream().map(FamilyForm.Field::name))
            .toList();
    for (String name : parameters.keySet()) {
      if (!names.contains(name)) {
        throw HttpProblem.bad("The family " + family + " has no parameter '" + name + "' to give")
            .hint(
                names.isEmpty()
                    ? "It has none."
                    : "Its parameters are " + String.join(", ", names) + ".");
      }
    }
  }

  private Starts.Answer await(Future<Starts.Answer> answer, String worker) throws HttpProblem {
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw HttpProblem.of(504, "no_answer", "The worker " + worker + " has not answered in time")
          .hint("It may start the task yet: look at the runs before you try again.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw HttpProblem.of(503, "unavailable", "The server is stopping");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void reply(
      Exchange exchange, String submission, String worker, Starts.Answer answer)
      throws HttpProblem, IOException {
    switch (answer) {
      case Starts.Answer.Declined declined ->
          throw HttpProblem.of(409, "refused", declined.error());
      case Starts.Answer.Started started ->
          exchange.json(
              201,
              json -> {
                json.writeStartObject();
                json.writeStringProperty("submission", submission);
                json.writeStringProperty("task", started.taskId());
                json.writeStringProperty("worker", worker);
                json.writeNumberProperty("toRun", started.toRun());
                json.writeNumberProperty("done", started.done());
                json.writeEndObject();
              });
    }
  }
}
