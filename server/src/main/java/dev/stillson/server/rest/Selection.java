package dev.stillson.server.rest;

import dev.stillson.core.scheduler.Status;
import dev.stillson.server.http.Exchange;
import dev.stillson.server.http.HttpProblem;
import dev.stillson.server.json.JsonObject;
import dev.stillson.server.json.MalformedJsonException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads which tasks a request means. */
final class Selection {
  private static final int LONGEST = 1_000;
  private static final int MOST_IDS = 10_000;
  private static final Set<String> FIELDS =
      Set.of("status", "family", "text", "worker", "user", "cause", "from", "until", "ids");

  private Selection() {}

  /** Where the fields of a filter are read from. */
  private interface Fields<E extends Exception> {
    Optional<String> text(String name) throws E;
  }

  /** From the query of a list. */
  static TaskFilter of(Exchange exchange, InstantSource clock) throws HttpProblem {
    List<String> statuses =
        exchange.query("status").map(text -> Arrays.asList(text.split(",", -1))).orElse(List.of());
    Set<String> ids = exchange.query("id").map(Set::of).orElse(Set.of());
    return filter(statuses, ids, exchange::query, clock);
  }

  /** From the filter of an action. */
  static TaskFilter of(JsonObject filter, InstantSource clock)
      throws HttpProblem, MalformedJsonException {
    for (String name : filter.names()) {
      if (!FIELDS.contains(name)) {
        // A misspelt restriction must not make the action reach further.
        throw HttpProblem.bad("A filter has no field '" + name + "'");
      }
    }
    List<String> ids = filter.texts("ids").orElse(List.of());
    if (ids.size() > MOST_IDS) {
      throw HttpProblem.bad("A filter names at most " + MOST_IDS + " ids");
    }
    List<String> statuses = filter.texts("status").orElse(List.of());
    return filter(statuses, Set.copyOf(ids), filter::text, clock);
  }

  private static <E extends Exception> TaskFilter filter(
      List<String> statuses, Set<String> ids, Fields<E> fields, InstantSource clock)
      throws HttpProblem, E {
    return new TaskFilter(
        statuses(statuses),
        checked("family", fields),
        checked("text", fields).map(SearchText::parse),
        checked("worker", fields),
        checked("user", fields),
        checked("cause", fields).map(Cause::kind),
        time("from", fields.text("from"), clock),
        time("until", fields.text("until"), clock),
        ids);
  }

  /** The point in time that a field of a request names, which may say how long ago it is. */
  static Optional<Instant> time(String name, Optional<String> text, InstantSource clock)
      throws HttpProblem {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          text.get().startsWith("P")
              ? clock.instant().minus(Duration.parse(text.get()))
              : Instant.parse(text.get()));
    } catch (DateTimeException | ArithmeticException e) {
      throw HttpProblem.bad(
          "The field '"
              + name
              + "' is no time such as 2026-01-31T09:00:00Z, or PT1H for an hour ago");
    }
  }

  private static Set<Status> statuses(List<String> texts) throws HttpProblem {
    Set<Status> statuses = EnumSet.noneOf(Status.class);
    for (String text : texts) {
      statuses.add(
          TaskJson.status(text)
              .orElseThrow(() -> HttpProblem.bad("There is no status '" + text + "'")));
    }
    return statuses;
  }

  private static <E extends Exception> Optional<String> checked(String name, Fields<E> fields)
      throws HttpProblem, E {
    Optional<String> text = fields.text(name);
    if (text.isPresent() && text.get().length() > LONGEST) {
      throw HttpProblem.bad("The field '" + name + "' is longer than " + LONGEST + " characters");
    }
    return text;
  }
}
