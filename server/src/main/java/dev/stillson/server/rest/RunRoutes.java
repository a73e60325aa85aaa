package dev.stillson.server.rest;

import dev.stillson.core.scheduler.Status;
import dev.stillson.server.auth.Permission;
import dev.stillson.server.http.Exchange;
import dev.stillson.server.http.HttpProblem;
import dev.stillson.server.http.Route;
import dev.stillson.server.scheduler.ServerState;
import dev.stillson.server.store.History;
import dev.stillson.server.store.RunFilter;
import dev.stillson.server.store.RunRecord;
import dev.stillson.server.store.RunStatus;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs, what they did when, and how much gets done. */
public final class RunRoutes {
  private static final int DEFAULT_PAGE = 100;
  private static final int LARGEST_PAGE = 1_000;
  private static final int LARGEST_TIMELINE = 10_000;
  private static final Set<Status> HELD =
      EnumSet.of(Status.RUNNING, Status.PARKED, Status.BATCH_RUNNING);

  private final Catalogue catalogue;
  private final History history;
  private final Runs runs;
  private final RunOutlook outlook;
  private final InstantSource clock;

  /**
   * Routes to runs, those that go on from {@code catalogue} and others from {@code state}'s
   * history.
   */
  public RunRoutes(
      ServerState state, Catalogue catalogue, Expectations expectations, InstantSource clock) {
    History history = state.history();
    this.catalogue = catalogue;
    this.history = history;
    this.runs = new Runs(catalogue, history);
    this.clock = clock;
    this.outlook = new RunOutlook(catalogue, history, state.scheduler(), expectations, clock);
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get("/api/v1/runs", Permission.VIEW, this::list),
        Route.get("/api/v1/runs/{id}", Permission.VIEW, this::show),
        Route.get("/api/v1/runs/{id}/tasks", Permission.VIEW, this::tasks));
  }

  private void list(Exchange exchange) throws HttpProblem, IOException {
    RunFilter filter =
        new RunFilter(
            statuses(exchange),
            exchange.query("root"),
            exchange.query("family"),
            exchange.query("user"),
            exchange.query("host"),
            exchange.query("text"),
            Selection.time("from", exchange.query("from"), clock));
    int limit = exchange.query("limit", 1, LARGEST_PAGE, DEFAULT_PAGE);
    Runs.Page page = page(filter, exchange.query("after").orElse(""), limit);
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("runs");
          for (RunRecord run : page.runs()) {
            json.writeStartObject();
            RunJson.fields(run, json);
            json.writeEndObject();
          }
          json.writeEndArray();
          page.next().ifPresent(next -> json.writeStringProperty("next", next));
          json.writeEndObject();
        });
  }

  private Runs.Page page(RunFilter filter, String after, int limit) throws HttpProblem {
    try {
      return runs.page(filter, after, limit);
    } catch (NumberFormatException e) {
      throw HttpProblem.bad("The field 'after' is not the 'next' of a page");
    }
  }

  private static Set<RunStatus> statuses(Exchange exchange) throws HttpProblem {
    Set<RunStatus> statuses = EnumSet.noneOf(RunStatus.class);
    for (String text :
        exchange.query("status").map(all -> all.split(",", -1)).orElse(new String[0])) {
      statuses.add(
          RunStatus.parse(text)
              .orElseThrow(() -> HttpProblem.bad("A run has no status '" + text + "'")));
    }
    return statuses;
  }

  private RunRecord known(Exchange exchange) throws HttpProblem {
    String id = exchange.path("id");
    return runs.find(id).orElseThrow(() -> HttpProblem.notFound("There is no run '" + id + "'"));
  }

  private void show(Exchange exchange) throws HttpProblem, IOException {
    RunRecord run = known(exchange);
    RunOutlook.RunFacts facts = outlook.of(run);
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          RunJson.fields(run, json);
          facts.write(json);
          json.writeEndObject();
        });
  }

  private void tasks(Exchange exchange) throws HttpProblem, IOException {
    RunRecord run = known(exchange);
    int limit = exchange.query("limit", 1, LARGEST_TIMELINE, LARGEST_TIMELINE);
    long after = after(exchange);
    // What goes on is looked at first: what ends meanwhile is there twice rather than not at all.
    RunTimeline timeline = new RunTimeline(run.started());
    List<TaskCard> held = after == 0 ? held(run, limit) : List.of();
    List<History.RunAttempt> ended = history.attempts(run, after, limit);
    Set<String> over = new HashSet<>();
    for (History.RunAttempt attempt : ended) {
      timeline.add(attempt);
      over.add(attempt.taskId() + " " + attempt.attempt());
    }
    for (TaskCard card : held) {
      if (!over.contains(card.id() + " " + card.attempts())) {
        timeline.add(card);
      }
    }
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          timeline.write(json);
          if (ended.size() == limit) {
            json.writeStringProperty("next", Long.toString(ended.getLast().number()));
          }
          json.writeEndObject();
        });
  }

  /** Its tasks that somebody is at. */
  private List<TaskCard> held(RunRecord run, int most) {
    if (run.ended().isPresent()) {
      return List.of();
    }
    TaskFilter filter = TaskFilter.of(HELD);
    List<TaskCard> cards = new ArrayList<>();
    catalogue.each(
        filter,
        card -> {
          if (cards.size() < most && card.runs().contains(run.worker())) {
            cards.add(card);
          }
        });
    return cards;
  }

  private static long after(Exchange exchange) throws HttpProblem {
    Optional<String> text = exchange.query("after");
    try {
      return text.map(Long::parseLong).orElse(0L);
    } catch (NumberFormatException e) {
      throw HttpProblem.bad("The field 'after' is not the 'next' of a page");
    }
  }
}
