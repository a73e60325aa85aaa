package dev.stillson.cli;

import static dev.stillson.cli.RemoteServer.quoted;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which of a server's things are meant, by {@code --status}, {@code --family} and a text. */
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
    text.ifPresent(wanted -> add(query, "text", wanted));
    return query.toString();
  }

  private static void add(StringBuilder query, String name, String value) {
    query.append('&').append(name).append('=').append(quoted(value));
  }

  /** As the filter of an action on many tasks; empty: nothing was said. */
  Map<String, Object> filter() {
    Map<String, Object> filter = new LinkedHashMap<>();
    options.text(Option.STATUS).ifPresent(status -> filter.put("status", List.of(status)));
    options.text(Option.FAMILY).ifPresent(family -> filter.put("family", family));
    return filter;
  }
}
