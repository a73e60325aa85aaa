package dev.stillson.server.rest;

import dev.stillson.core.scheduler.Status;
import dev.stillson.server.auth.Permission;
import dev.stillson.server.http.Exchange;
import dev.stillson.server.http.HttpProblem;
import dev.stillson.server.http.Route;
import dev.stillson.server.scheduler.SharedScheduler;
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
  private static final int MOST_HOLDING = 1_000;

  /** Of so many groups it is found out what they hold up; the others are out of sight. */
  private static final int LOOKED_AT = 20;

  private final Catalogue catalogue;
  private final SharedScheduler scheduler;

  /** Routes to the failures of the tasks in {@code catalogue}, which are {@code scheduler}'s. */
  public FailureRoutes(Catalogue catalogue, SharedScheduler scheduler) {
    this.catalogue = catalogue;
    this.scheduler = scheduler;
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
    private final List<String> ids = new ArrayList<>();
    private int count;
    private int disabled;
    private Instant first = Instant.MAX;

    Group(String family) {
      this.family = family;
    }

    void add(TaskCard card) {
      count++;
      disabled += card.status() == Status.DISABLED ? 1 : 0;
      if (ids.size() < MOST_HOLDING) {
        ids.add(card.id());
      }
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

    /** What it holds up; the rest of a very large group may hold up more. */
    HeldUp heldUp(SharedScheduler scheduler) {
      HeldUp found = HeldUp.by(ids, scheduler);
      return new HeldUp(found.tasks(), found.more() || count > ids.size());
    }

    void write(Optional<HeldUp> held, JsonGenerator json) {
      String note = latest.getFirst().note();
      json.writeStartObject();
      json.writeStringProperty("family", family);
      json.writeStringProperty("cause", note == null ? "" : note);
      json.writeStringProperty("kind", Cause.kind(latest.getFirst()));
      json.writeNumberProperty("count", count);
      json.writeNumberProperty("disabled", disabled);
      held.ifPresent(one -> {
        json.writeNumberProperty("holdsUp", one.tasks());
        json.writeBooleanProperty("holdsUpMore", one.more());
      });
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
        TaskFilter.of(EnumSet.of(Status.FAILED, Status.DISABLED))
            .withFamily(exchange.query("family"));
    Map<Kind, Group> groups = new HashMap<>();
    catalogue.each(
        wrong,
        card -> {
          Kind kind = new Kind(card.family(), Cause.kind(card));
          groups.computeIfAbsent(kind, _ -> new Group(card.family())).add(card);
        });
    List<Group> sorted = new ArrayList<>(groups.values());
    sorted.sort(Comparator.comparing(Group::last).reversed());
    List<HeldUp> held =
        sorted.stream()
            .limit(Math.min(limit, LOOKED_AT))
            .map(group -> group.heldUp(scheduler))
            .toList();
    exchange.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("groups");
          for (int i = 0; i < Math.min(limit, sorted.size()); i++) {
            sorted
                .get(i)
                .write(i < held.size() ? Optional.of(held.get(i)) : Optional.empty(), json);
          }
          json.writeEndArray();
          json.writeBooleanProperty("more", sorted.size() > limit);
          json.writeEndObject();
        });
  }
}
