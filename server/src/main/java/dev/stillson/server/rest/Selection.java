package dev.stillson.server.rest;

import dev.stillson.core.scheduler.Status;
import dev.stillson.server.http.Exchange;
import dev.stillson.server.http.HttpProblem;
import dev.stillson.server.json.JsonObject;
import dev.stillson.server.json.MalformedJsonException;
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
      Set.of("status", "family", "text", "worker", "user", "cause", "ids");

  private Selection() {}

  /** From the query of a list. */
  static TaskFilter of(Exchange exchange) throws HttpProblem {
    List<String> statuses =
        exchange.query("status").map(text -> Arrays.asList(text.split(",", -1))).orElse(List.of());
    return new TaskFilter(
        statuses(statuses),
        checked("family", exchange.query("family")),
        checked("text", exchange.query("text")),
        checked("worker", exchange.query("worker")),
        checked("user", exchange.query("user")),
        checked("cause", exchange.query("cause")).map(Cause::kind),
        exchange.query("id").map(Set::of).orElse(Set.of()));
  }

  /** From the filter of an action. */
  static TaskFilter of(JsonObject filter) throws HttpProblem, MalformedJsonException {
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
    return new TaskFilter(
        statuses(filter.texts("status").orElse(List.of())),
        checked("family", filter.text("family")),
        checked("text", filter.text("text")),
        checked("worker", filter.text("worker")),
        checked("user", filter.text("user")),
        checked("cause", filter.text("cause")).map(Cause::kind),
        Set.copyOf(ids));
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

  private static Optional<String> checked(String name, Optional<String> text) throws HttpProblem {
    if (text.isPresent() && text.get().length() > LONGEST) {
      throw HttpProblem.bad("The field '" + name + "' is longer than " + LONGEST + " characters");
    }
    return text;
  }
}
