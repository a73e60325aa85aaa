package dev.stillson.cli;

import static dev.stillson.cli.RemoteText.text;

import dev.stillson.core.range.Cadence;
import dev.stillson.core.range.InvalidRange;
import dev.stillson.core.text.Shown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Backfills of a server: what people ask for, and what they see of them. */
record RemoteBackfills(Console console) {
  /** A server takes no more values at once. */
  private static final int MOST = 10_000;

  private static final String BETWEEN = "..";

  /**
   * The backfill of {@code family} with these parameters, one of which is a range of dates.
   *
   * @throws UsageException if none is, or more than one
   */
  static Map<String, Object> wish(String family, Map<String, String> parameters, int atOnce) {
    Map<String, String> others = new LinkedHashMap<>(parameters);
    List<Map.Entry<String, String>> ranges =
        parameters.entrySet().stream().filter(one -> one.getValue().contains(BETWEEN)).toList();
    if (ranges.size() != 1) {
      throw new UsageException(
          "A backfill needs one parameter that is a range of dates\n  given: "
              + ranges.size()
              + "\nhint: day=2026-03-01..2026-03-31; hours and months work, too");
    }
    Map.Entry<String, String> range = ranges.getFirst();
    others.remove(range.getKey());
    return Map.of(
        "family", family,
        "parameter", range.getKey(),
        "values", values(range.getValue()),
        "limit", atOnce,
        "parameters", others);
  }

  private static List<String> values(String range) {
    int between = range.indexOf(BETWEEN);
    String first = range.substring(0, between);
    String last = range.substring(between + BETWEEN.length());
    for (Cadence<?> cadence : List.of(Cadence.daily(), Cadence.hourly(), Cadence.monthly())) {
      try {
        return values(cadence, first, last);
      } catch (InvalidRange _) {
        // It may be of another form.
      }
    }
    throw new UsageException(
        "A range goes from a date to a date, an hour to an hour or a month to a month\n  given: "
            + Shown.plain(range)
            + "\nhint: 2026-03-01..2026-03-31, 2026-03-01T00..2026-03-01T23 or 2026-01..2026-12");
  }

  private static <T> List<String> values(Cadence<T> cadence, String first, String last) {
    long from = cadence.from(cadence.parse(first));
    long until = cadence.from(cadence.parse(last));
    if (until < from || until - from >= MOST) {
      throw new UsageException(
          "A backfill has from 1 to "
              + MOST
              + " values\n  given: "
              + first
              + BETWEEN
              + last
              + ", which has "
              + Math.max(0, until - from + 1));
    }
    List<String> values = new ArrayList<>();
    for (long step = from; step <= until; step++) {
      values.add(cadence.at(step).toString());
    }
    return values;
  }

  void list(JsonNode answer) {
    if (answer.path("backfills").isEmpty()) {
      console.note("There are no backfills");
    }
    answer.path("backfills").forEach(this::one);
    RemoteText.noteMore(answer, console);
  }

  void one(JsonNode backfill) {
    console.print(text(backfill, "id") + " is " + text(backfill, "condition"));
    console.print(
        "  "
            + text(backfill, "family")
            + ", "
            + text(backfill, "parameter")
            + " "
            + text(backfill, "first")
            + BETWEEN
            + text(backfill, "last")
            + ", "
            + backfill.path("limit")
            + " at once, by "
            + text(backfill, "user"));
    console.print(
        "  "
            + backfill.path("ended")
            + " of "
            + backfill.path("values")
            + " ended, "
            + (backfill.path("started").asInt() - backfill.path("ended").asInt())
            + " under way, "
            + backfill.path("failed")
            + " failed, "
            + backfill.path("refused")
            + " refused");
    if (backfill.has("waitsFor")) {
      console.print("  waits: " + text(backfill, "waitsFor"));
    }
    for (JsonNode refusal : backfill.path("refusals")) {
      console.print("  refused: " + text(refusal, "value") + ": " + text(refusal, "text"));
    }
  }
}
