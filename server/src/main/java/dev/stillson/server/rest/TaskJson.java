package dev.stillson.server.rest;

import dev.stillson.core.scheduler.Parameters;
import dev.stillson.core.scheduler.RetryRule;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.TaskRow;
import dev.stillson.core.scheduler.Visibility;
import dev.stillson.protocol.luigi.Explanation;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** Tasks as JSON. Parameters that are hidden stay so. */
final class TaskJson {
  private TaskJson() {}

  /** A status as the API writes it: in lower case. */
  static String text(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  /** The status of that name; empty if there is none. */
  static Optional<Status> status(String text) {
    for (Status status : Status.values()) {
      if (text(status).equals(text)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }

  /** What lists show, as an object. */
  static void write(TaskCard card, JsonGenerator json) {
    json.writeStartObject();
    fields(card, json);
    json.writeEndObject();
  }

  /** What lists show, as fields. */
  static void fields(TaskCard card, JsonGenerator json) {
    json.writeStringProperty("id", card.id());
    json.writeStringProperty("family", card.family());
    parameters(card.parameters(), json);
    json.writeStringProperty("status", text(card.status()));
    number("priority", card.priority(), json);
    json.writeStringProperty("updated", card.updated().toString());
    json.writeNumberProperty("attempts", card.attempts());
    if (card.worker() != null) {
      json.writeStringProperty("worker", card.worker());
    }
    time("since", Optional.ofNullable(card.since()), json);
    time("due", Optional.ofNullable(card.due()), json);
    if (card.note() != null) {
      json.writeStringProperty("note", card.note());
    }
    if (card.percentage() != null) {
      number("percentage", card.percentage(), json);
    }
  }

  /**
   * Whether people may send messages to the task while it runs. One that a worker of Luigi runs may
   * have lost the word for it: each report of where it can be watched takes it back.
   */
  static boolean takesMessages(TaskRow row) {
    boolean isLuigis = row.attempt().map(one -> one.worker().startsWith("Worker(")).orElse(false);
    return row.terms().acceptsMessages() || (isLuigis && row.remarks().trackingUrl().isPresent());
  }

  /** All there is to know about a task but its neighbours, as fields. */
  static void details(TaskRow row, JsonGenerator json) {
    fields(TaskCard.of(row), json);
    time("heard", Optional.of(row.heard()), json);
    time("removal", row.removal(), json);
    time("disabledAt", row.disabledAt(), json);
    json.writeBooleanProperty("announced", row.announced());
    json.writeBooleanProperty("runnable", row.runnable());
    json.writeBooleanProperty("acceptsMessages", takesMessages(row));
    row.batch().ifPresent(batch -> json.writeStringProperty("batch", batch));
    amounts("resources", row.terms().demand().amounts(), json);
    retry(row.terms().retry(), json);
    row.failures()
        .ifPresent(failures -> {
          json.writeObjectPropertyStart("failures");
          json.writeNumberProperty("count", Math.max(failures.count(), failures.times().size()));
          json.writeNumberProperty("losses", failures.losses());
          time("first", failures.first(), json);
          json.writeEndObject();
        });
    json.writeArrayPropertyStart("able");
    row.able().forEach(json::writeString);
    json.writeEndArray();
    json.writeArrayPropertyStart("stakeholders");
    row.stakeholders().forEach(json::writeString);
    json.writeEndArray();
    row.attempt()
        .ifPresent(attempt -> {
          json.writeObjectPropertyStart("attempt");
          json.writeNumberProperty("number", row.attempts());
          json.writeStringProperty("worker", attempt.worker());
          time("since", Optional.of(attempt.since()), json);
          amounts("held", attempt.held().amounts(), json);
          json.writeBooleanProperty("live", attempt.live());
          json.writeBooleanProperty("cancelled", attempt.cancelled());
          json.writeEndObject();
        });
    TaskRow.Remarks remarks = row.remarks();
    remarks
        .explanation()
        .flatMap(Explanation::plain)
        .ifPresent(text -> LongText.write("explanation", text, json));
    remarks.message().ifPresent(text -> LongText.write("message", text, json));
    remarks.trackingUrl().ifPresent(text -> LongText.write("trackingUrl", text, json));
  }

  private static void retry(RetryRule rule, JsonGenerator json) {
    json.writeObjectPropertyStart("retry");
    switch (rule) {
      case RetryRule.Counted counted -> json.writeStringProperty("rule", "counted");
      case RetryRule.Windowed windowed -> {
        json.writeStringProperty("rule", "windowed");
        json.writeNumberProperty("failures", windowed.failures());
        json.writeNumberProperty("windowSeconds", windowed.window().toSeconds());
        json.writeNumberProperty("hardTimeoutSeconds", windowed.hardTimeout().toSeconds());
      }
    }
    json.writeEndObject();
  }

  /** The field {@code parameters}; of hidden ones not even the names are shown. */
  static void parameters(Parameters parameters, JsonGenerator json) {
    json.writeObjectPropertyStart("parameters");
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.signature().visibilities().get(i) == Visibility.PUBLIC) {
        json.writeStringProperty(parameters.signature().names().get(i), parameters.value(i));
      }
    }
    json.writeEndObject();
  }

  /** The field {@code outputs}; nothing if there are none. */
  static void outputs(List<String> outputs, JsonGenerator json) {
    if (!outputs.isEmpty()) {
      json.writeArrayPropertyStart("outputs");
      outputs.forEach(json::writeString);
      json.writeEndArray();
    }
  }

  static void amounts(String name, Map<String, Double> amounts, JsonGenerator json) {
    json.writeObjectPropertyStart(name);
    amounts.forEach((resource, amount) -> number(resource, amount, json));
    json.writeEndObject();
  }

  /** Infinite numbers, which JSON does not have, are written as texts. */
  static void number(String name, double number, JsonGenerator json) {
    if (!Double.isFinite(number)) {
      json.writeStringProperty(name, number > 0 ? "Infinity" : "-Infinity");
    } else if (number == Math.rint(number) && Math.abs(number) < 1e15) {
      json.writeNumberProperty(name, (long) number);
    } else {
      json.writeNumberProperty(name, number);
    }
  }

  static void time(String name, Optional<Instant> time, JsonGenerator json) {
    time.ifPresent(instant -> json.writeStringProperty(name, instant.toString()));
  }

  /** Counts by status, as a field. */
  static void counts(String name, Map<Status, Integer> counts, JsonGenerator json) {
    json.writeObjectPropertyStart(name);
    counts.forEach((status, count) -> json.writeNumberProperty(text(status), count));
    json.writeEndObject();
  }
}
