package dev.stillson.server.rest;

import dev.stillson.core.scheduler.Status;
import dev.stillson.server.auth.Permission;
import dev.stillson.server.http.Exchange;
import dev.stillson.server.http.HttpProblem;
import dev.stillson.server.http.Route;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JsonGenerator;

/** What went wrong, grouped by family and cause. */
public final class FailureRoutes {
  private static final int DEFAULT_PAGE = 50;
  private static final int LARGEST_PAGE = 1_000;
  private static final int NAMED = 3;
  private static final int MOST_WORKERS = 10;

  private final Catalogue catalogue;

  /** Routes to the failures of the tasks in {@code catalogue}. */
  public FailureRoutes(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(Route.get("/api/v1/failures", Permission.VIEW, this::list));
  }

  private record Kind(String family, String cause) {}

  /** Tasks of one family that went wrong in one way. */
  private static final class Group {
    private final String family;
    private final TreeSet<TaskCard> latest =
        new TreeSet<>(
            Comparator.comparing(TaskCard::updated).thenComparingLong(TaskCard::order).reversed());
    private final Set<String> workers = new TreeSet<>();
    private int count;
    private Instant first = Instant.MAX;

    Group(String family) {
      this.family = family;
    }

    void add(TaskCard card) {
      count++;
      first = card.updated().isBefore(first) ? card.updated() : first;
      latest.add(card);
      if (latest.size() > NAMED) {
        latest.pollLast();
      }
      if (card.worker() != null && workers.size() < MOST_WORKERS) {
        workers.add(card.worker());
      }
    }

    Instant last() {
      return latest.getFirst().updated();
    }

    void write(JsonGenerator json) {
      String note = latest.getFirst().note();
      json.writeStartObject();
      json.writeStringProperty("family", family);
      json.writeStringProperty("cause", note == null ? "" : note);
      json.writeNumberProperty("count", count);
      TaskJson.time("first", Optional.of(first), json);
      TaskJson.time("last", Optional.of(last()), json);
      json.writeArrayPropertyStart("workers");
      workers.forEach(json::writeString);
      json.writeEndArray();
      json.writeArrayPropertyStart("tasks");
      latest.forEach(card -> json.writeString(card.id()));
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private void list(Exchange exchange) throws HttpProblem, IOException {
    int limit = exchange.query("limit", 1, LARGEST_PAGE, DEFAULT_PAGE);
    TaskFilter wrong =
        new TaskFilter(
            EnumSet.of(Status.FAILED, Status.DISABLED),
            exchange.query("family"),
            Optional.empty(),
            Optional.empty(),
            Set.of());
    Map<Kind, Group> groups = new HashMap<>();
    catalogue.each(
        wrong,
        card -> {
          String note = card.note();
          Kind kind = new Kind(card.family(), note == null ? "" : Cause.kind(note));
          groups.computeIfAbsent(kind, _ -> new Group(card.family())).add(card);
        });
    List<Group> sorted = new ArrayList<>(groups.values());
    sorted.sort(Comparator.comparing(Group::last).reversed());
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("groups");
          sorted.stream().limit(limit).forEach(group -> group.write(json));
          json.writeEndArray();
          json.writeBooleanProperty("more", sorted.size() > limit);
          json.writeEndObject();
        });
  }
}
