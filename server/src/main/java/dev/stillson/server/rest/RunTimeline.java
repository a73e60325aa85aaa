package dev.stillson.server.rest;

import dev.stillson.server.store.History;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Attempts as columns: what a timeline needs of thousands of them. Times are milliseconds since the
 * run began and negative for what began before.
 */
final class RunTimeline {
  private final Instant from;
  private final Map<String, Integer> families = new LinkedHashMap<>();
  private final Map<String, Integer> workers = new LinkedHashMap<>();
  private final List<Entry> entries = new ArrayList<>();

  /** An attempt; without an end it goes on. */
  private record Entry(
      String task,
      int family,
      int worker,
      int attempt,
      long start,
      @Nullable Long end,
      String ending) {}

  /** Nothing yet, of a run that began at {@code from}. */
  RunTimeline(Instant from) {
    this.from = from;
  }

  void add(History.RunAttempt attempt) {
    entries.add(
        new Entry(
            attempt.taskId(),
            position(families, attempt.family()),
            position(workers, attempt.worker()),
            attempt.attempt(),
            millis(attempt.started()),
            millis(attempt.ended()),
            attempt.ending().name().toLowerCase(Locale.ROOT)));
  }

  /** Adds the attempt that goes on. */
  void add(TaskCard card) {
    String worker = card.worker();
    Instant since = card.since();
    if (worker != null && since != null) {
      entries.add(
          new Entry(
              card.id(),
              position(families, card.family()),
              position(workers, worker),
              card.attempts(),
              millis(since),
              null,
              TaskJson.text(card.status())));
    }
  }

  private static int position(Map<String, Integer> positions, String text) {
    return positions.computeIfAbsent(text, _ -> positions.size());
  }

  private long millis(Instant time) {
    return Duration.between(from, time).toMillis();
  }

  /** As fields. */
  void write(JsonGenerator json) {
    json.writeStringProperty("from", from.toString());
    texts("families", families, json);
    texts("workers", workers, json);
    json.writeObjectPropertyStart("columns");
    json.writeArrayPropertyStart("task");
    entries.forEach(entry -> json.writeString(entry.task));
    json.writeEndArray();
    json.writeArrayPropertyStart("family");
    entries.forEach(entry -> json.writeNumber(entry.family));
    json.writeEndArray();
    json.writeArrayPropertyStart("worker");
    entries.forEach(entry -> json.writeNumber(entry.worker));
    json.writeEndArray();
    json.writeArrayPropertyStart("attempt");
    entries.forEach(entry -> json.writeNumber(entry.attempt));
    json.writeEndArray();
    json.writeArrayPropertyStart("start");
    entries.forEach(entry -> json.writeNumber(entry.start));
    json.writeEndArray();
    json.writeArrayPropertyStart("end");
    for (Entry entry : entries) {
      if (entry.end == null) {
        json.writeNull();
      } else {
        json.writeNumber(entry.end);
      }
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("ending");
    entries.forEach(entry -> json.writeString(entry.ending));
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void texts(String name, Map<String, Integer> texts, JsonGenerator json) {
    json.writeArrayPropertyStart(name);
    texts.keySet().forEach(json::writeString);
    json.writeEndArray();
  }
}
