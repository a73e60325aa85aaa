package dev.stillson.server.rest;

import dev.stillson.core.scheduler.Why;
import dev.stillson.protocol.luigi.Explanation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** Says why a task is not running, in words and as facts. */
final class WhyText {
  private static final int NAMED = 3;
  private static final int LISTED = 1_000;

  private WhyText() {}

  /** A sentence. */
  static String sentence(Why why) {
    return switch (why) {
      case Why.Done done -> "It is done.";
      case Why.Running running ->
          "It is running on " + running.worker() + " since " + running.since() + ".";
      case Why.Parked parked ->
          parked.open().isEmpty()
              ? "It goes on as soon as its worker has room and its resources are free."
              : "It stopped in the middle and waits for " + names(parked.open()) + ".";
      case Why.Waiting waiting -> "It waits for " + names(waiting.open()) + ".";
      case Why.Cycle cycle ->
          "It depends on itself and waits for ever: " + String.join(" → ", cycle.path()) + ".";
      case Why.Doomed doomed ->
          "It depends on " + doomed.path().getLast() + ", which will not get done by itself.";
      case Why.Retrying retrying -> "It failed and is tried again at " + retrying.at() + ".";
      case Why.Failed failed -> "It failed for good.";
      case Why.Disabled disabled ->
          disabled
              .until()
              .map(time -> "It is disabled until " + time + ".")
              .orElse("It is disabled until somebody enables it.");
      case Why.Missing missing -> "It is not there, and no worker can make it.";
      case Why.Broken broken -> "Its requirements or its output could not be asked for.";
      case Why.Unannounced unannounced -> "Other tasks need it, and no worker has announced it.";
      case Why.Paused paused -> "It could run, but the scheduler is paused.";
      case Why.Scarce scarce -> "It could run, but there is too little of " + scarcity(scarce);
      case Why.Incapable incapable ->
          "It could run, but no worker that could take it has "
              + String.join(
                  " and ",
                  incapable.labels().entrySet().stream()
                      .map(label -> label.getKey() + "=" + label.getValue())
                      .sorted()
                      .toList())
              + ".";
      case Why.Unattended unattended -> "It could run, but no worker is here that takes it.";
      case Why.Busy busy ->
          busy.workers() == 1
              ? "It is next in line: the only worker that could take it is full."
              : "It is next in line: the "
                  + busy.workers()
                  + " workers that could take it are full.";
      case Why.Ready ready ->
          "It is next in line: a worker with room gets it, unless better ranked tasks come first.";
    };
  }

  private static String scarcity(Why.Scarce scarce) {
    return String.join(
            " and ",
            scarce.shortages().stream()
                .map(one ->
                    one.resource()
                        + " (it needs "
                        + amount(one.needed())
                        + ", of "
                        + amount(one.total())
                        + " there are "
                        + amount(one.used())
                        + " in use)"
                        + (one.needed() > one.total() ? ", which will never do" : ""))
                .toList())
        + ".";
  }

  private static String amount(double amount) {
    return amount == Math.rint(amount) && Math.abs(amount) < 1e15
        ? Long.toString((long) amount)
        : Double.toString(amount);
  }

  private static String names(List<String> ids) {
    String first = String.join(", ", ids.subList(0, Math.min(NAMED, ids.size())));
    return ids.size() <= NAMED ? first : first + " and " + (ids.size() - NAMED) + " more";
  }

  /** The field {@code why}: the reason as a word, the sentence, and its facts. */
  static void write(Why why, JsonGenerator json) {
    json.writeObjectPropertyStart("why");
    json.writeStringProperty("reason", word(why));
    json.writeStringProperty("text", sentence(why));
    switch (why) {
      case Why.Running running -> {
        json.writeStringProperty("worker", running.worker());
        json.writeNumberProperty("attempt", running.attempt());
        json.writeStringProperty("since", running.since().toString());
      }
      case Why.Parked parked -> {
        json.writeStringProperty("worker", parked.worker());
        ids("open", parked.open(), json);
      }
      case Why.Waiting waiting -> ids("open", waiting.open(), json);
      case Why.Cycle cycle -> ids("path", cycle.path(), json);
      case Why.Doomed doomed -> ids("path", doomed.path(), json);
      case Why.Retrying retrying -> time("at", Optional.of(retrying.at()), json);
      case Why.Failed failed ->
          failed
              .error()
              .flatMap(Explanation::plain)
              .ifPresent(text -> LongText.write("error", text, json));
      case Why.Disabled disabled -> time("until", disabled.until(), json);
      case Why.Scarce scarce -> shortages(scarce, json);
      case Why.Incapable incapable -> {
        json.writeObjectPropertyStart("labels");
        incapable.labels().forEach((name, value) -> LongText.write(name, value, json));
        json.writeEndObject();
      }
      case Why.Done done -> {}
      case Why.Missing missing -> {}
      case Why.Broken broken -> {}
      case Why.Unannounced unannounced -> {}
      case Why.Paused paused -> {}
      case Why.Unattended unattended -> {}
      case Why.Busy busy -> {
        json.writeNumberProperty("workers", busy.workers());
        json.writeNumberProperty("slots", busy.slots());
      }
      case Why.Ready ready -> {}
    }
    json.writeEndObject();
  }

  private static void shortages(Why.Scarce scarce, JsonGenerator json) {
    json.writeArrayPropertyStart("shortages");
    for (Why.Shortage shortage : scarce.shortages()) {
      json.writeStartObject();
      json.writeStringProperty("resource", shortage.resource());
      json.writeNumberProperty("needed", shortage.needed());
      json.writeNumberProperty("used", shortage.used());
      json.writeNumberProperty("total", shortage.total());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void time(String name, Optional<Instant> at, JsonGenerator json) {
    at.ifPresent(instant -> json.writeStringProperty(name, instant.toString()));
  }

  private static void ids(String name, List<String> ids, JsonGenerator json) {
    json.writeArrayPropertyStart(name);
    ids.subList(0, Math.min(LISTED, ids.size())).forEach(json::writeString);
    json.writeEndArray();
  }

  private static String word(Why why) {
    return switch (why) {
      case Why.Done done -> "done";
      case Why.Running running -> "running";
      case Why.Parked parked -> "parked";
      case Why.Waiting waiting -> "waiting";
      case Why.Cycle cycle -> "cycle";
      case Why.Doomed doomed -> "doomed";
      case Why.Retrying retrying -> "retrying";
      case Why.Failed failed -> "failed";
      case Why.Disabled disabled -> "disabled";
      case Why.Missing missing -> "missing";
      case Why.Broken broken -> "broken";
      case Why.Unannounced unannounced -> "unannounced";
      case Why.Paused paused -> "paused";
      case Why.Scarce scarce -> "scarce";
      case Why.Incapable incapable -> "incapable";
      case Why.Unattended unattended -> "unattended";
      case Why.Busy busy -> "busy";
      case Why.Ready ready -> "ready";
    };
  }
}
