package dev.stillson.worker;

import dev.stillson.Hour;
import dev.stillson.Minute;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the values of one parameter short, where one follows another: {@code 2019-04-21…26},
 * {@code 1…5, 7}.
 */
final class Succession {
  private static final int MOST_RUNS = 4;

  private Succession() {}

  /** {@code texts}, or short of it where they are many. */
  static String of(List<String> texts) {
    TreeMap<Long, String> byPlace = new TreeMap<>();
    for (String text : texts) {
      long place = place(text);
      if (place == Long.MIN_VALUE) {
        return list(texts);
      }
      byPlace.put(place, text);
    }
    List<String> runs = new ArrayList<>();
    long first = 0;
    long last = 0;
    boolean open = false;
    for (long place : byPlace.keySet()) {
      if (open && place == last + 1) {
        last = place;
        continue;
      }
      if (open) {
        runs.add(run(byPlace, first, last));
      }
      first = place;
      last = place;
      open = true;
    }
    if (open) {
      runs.add(run(byPlace, first, last));
    }
    return list(runs);
  }

  private static String list(List<String> texts) {
    if (texts.size() <= MOST_RUNS) {
      return String.join(", ", texts);
    }
    return String.join(", ", texts.subList(0, MOST_RUNS - 1))
        + " and "
        + (texts.size() - MOST_RUNS + 1)
        + " more";
  }

  private static String run(Map<Long, String> byPlace, long first, long last) {
    String from = byPlace.getOrDefault(first, "");
    String to = byPlace.getOrDefault(last, "");
    if (first == last) {
      return from;
    }
    return from + "…" + to.substring(shared(from, to));
  }

  /** How many characters both begin with, up to the last separator among them. */
  private static int shared(String a, String b) {
    int separator = 0;
    for (int i = 0; i < Math.min(a.length(), b.length()) && a.charAt(i) == b.charAt(i); i++) {
      if (a.charAt(i) == '-' || a.charAt(i) == 'T') {
        separator = i + 1;
      }
    }
    return a.length() == b.length() ? separator : 0;
  }

  /**
   * Where {@code text} stands among those of its kind: the next has the next number. {@link
   * Long#MIN_VALUE}: it is of no kind that has a next.
   */
  private static long place(String text) {
    try {
      if (text.length() > 18 || text.isEmpty()) {
        return Long.MIN_VALUE;
      }
      if (text.indexOf('T') > 0) {
        return text.length() == 13
            ? Hour.parse(text).start().toEpochSecond(java.time.ZoneOffset.UTC) / 3600
            : Minute.parse(text).start().toEpochSecond(java.time.ZoneOffset.UTC) / 60;
      }
      if (text.indexOf('-', 1) < 0) {
        return Long.parseLong(text);
      }
      if (text.length() == 7) {
        return YearMonth.parse(text).getLong(java.time.temporal.ChronoField.PROLEPTIC_MONTH);
      }
      return LocalDate.parse(text).toEpochDay();
    } catch (RuntimeException e) {
      return Long.MIN_VALUE;
    }
  }
}
