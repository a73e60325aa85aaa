package dev.stillson.cli;

import static dev.stillson.cli.RemoteServer.quoted;

import dev.stillson.core.text.Shown;
import dev.stillson.worker.configuration.Durations;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which of a server's things are meant: {@code --status}, {@code --family}, {@code --since}. */
record RemoteSelection(Options options) {
  private static final int SHOWN = 100;
  private static final int MOST = 1_000;

  /** How many lines are shown at most. */
  int limit() {
    return Math.min(MOST, options.number(Option.LIMIT, 1).orElse(SHOWN));
  }

  /**
   * As the query of a list.
   *
   * @param status what the list calls the status
   */
  String query(String status, Optional<String> text) {
    StringBuilder query = new StringBuilder("limit=").append(limit());
    options.text(Option.STATUS).ifPresent(wanted -> add(query, status, wanted));
    options.text(Option.FAMILY).ifPresent(family -> add(query, "family", family));
    since().ifPresent(time -> add(query, "from", time.toString()));
    text.ifPresent(wanted -> add(query, "text", wanted));
    return query.toString();
  }

  private Optional<Instant> since() {
    Optional<String> text = options.text(Option.SINCE);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Durations.parse(text.get())
              .map(Instant.now()::minus)
              .orElseGet(() -> Instant.parse(text.get())));
    } catch (DateTimeException | ArithmeticException e) {
      throw new UsageException(
          "The option --since takes how long ago, or a point in time\n  given:    "
              + Shown.plain(text.get())
              + "\n  expected: such as 90m, 24h, 7d or 2026-01-31T09:00:00Z");
    }
  }

  private static void add(StringBuilder query, String name, String value) {
    query.append('&').append(name).append('=').append(quoted(value));
  }

  /** As the filter of an action on many tasks; empty: nothing was said. */
  Map<String, Object> filter() {
    Map<String, Object> filter = new LinkedHashMap<>();
    options.text(Option.STATUS).ifPresent(status -> filter.put("status", List.of(status)));
    options.text(Option.FAMILY).ifPresent(family -> filter.put("family", family));
    since().ifPresent(time -> filter.put("from", time.toString()));
    return filter;
  }
}
