package dev.stillson.server.store;

import dev.stillson.core.scheduler.Demand;
import dev.stillson.core.scheduler.TaskRow;
import dev.stillson.core.scheduler.TaskRow.AttemptRow;
import dev.stillson.core.scheduler.TaskRow.FailureRow;
import dev.stillson.core.scheduler.TaskRow.Remarks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What few tasks have, as one JSON object.
 *
 * @param latest see {@link TaskRow#latest}
 * @param held what the last attempt holds, if that is not what the terms say
 * @param cancelled see {@link AttemptRow#cancelled}
 * @param foundDone see {@link AttemptRow#foundDone}; rows of releases that did not note it say no
 * @param resumed see {@link AttemptRow#resumed}
 */
record RareJson(
    Optional<String> latest,
    Optional<Demand> held,
    boolean cancelled,
    boolean foundDone,
    Optional<List<String>> resumed,
    Optional<FailureRow> failures,
    Optional<String> batch,
    Optional<Instant> disabledAt,
    Optional<Instant> removal,
    Remarks remarks) {
  private static final RareJson NONE =
      new RareJson(
          Optional.empty(),
          Optional.empty(),
          false,
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Remarks.NONE);

  /** Null: the task has nothing of this. */
  static @Nullable String of(TaskRow row) {
    Optional<Demand> held =
        row.attempt().flatMap(one -> TermsJson.heldOtherwise(one.held(), row.terms()));
    boolean cancelled = row.attempt().isPresent() && row.attempt().get().cancelled();
    boolean foundDone = row.attempt().isPresent() && row.attempt().get().foundDone();
    Optional<List<String>> resumed = row.attempt().flatMap(AttemptRow::resumed);
    if (row.latest().isEmpty()
        && held.isEmpty()
        && !cancelled
        && !foundDone
        && resumed.isEmpty()
        && row.failures().isEmpty()
        && row.batch().isEmpty()
        && row.disabledAt().isEmpty()
        && row.removal().isEmpty()
        && row.remarks().equals(Remarks.NONE)) {
      return null;
    }
    ObjectNode object = Tree.object();
    Tree.put(object, "latest", row.latest());
    held.ifPresent(demand -> object.set("held", TermsJson.demand(demand)));
    if (cancelled) {
      object.put("cancelled", true);
    }
    if (foundDone) {
      object.put("foundDone", true);
    }
    resumed.ifPresent(lost -> object.set("resumed", Tree.texts(lost)));
    row.failures().ifPresent(failures -> object.set("failures", failures(failures)));
    Tree.put(object, "batch", row.batch());
    Tree.putTime(object, "disabledAt", row.disabledAt());
    Tree.putTime(object, "removal", row.removal());
    remarks(object, row.remarks());
    return Tree.write(object);
  }

  /** {@code text}: what {@link #of} wrote, or nothing. */
  static RareJson read(String text) {
    if (text.isEmpty()) {
      return NONE;
    }
    JsonNode object = Tree.read(text);
    return new RareJson(
        Tree.field(object, "latest", Tree::text),
        Tree.field(object, "held", TermsJson::demand),
        object.has("cancelled"),
        object.has("foundDone"),
        Tree.field(object, "resumed", Tree::texts),
        Tree.field(object, "failures", RareJson::failures),
        Tree.field(object, "batch", Tree::text),
        Tree.field(object, "disabledAt", Tree::time),
        Tree.field(object, "removal", Tree::time),
        new Remarks(
            Tree.field(object, "explanation", Tree::text),
            Tree.field(object, "message", Tree::text),
            Tree.field(object, "percentage", Tree::number),
            Tree.field(object, "trackingUrl", Tree::text),
            Tree.field(object, "responses", one -> Tree.map(one, Tree::text))
                .orElse(Remarks.NONE.responses())));
  }

  private static ObjectNode failures(FailureRow row) {
    ObjectNode object = Tree.object();
    ArrayNode times = object.putArray("times");
    row.times().forEach(time -> times.add(Nanos.of(time)));
    Tree.putTime(object, "first", row.first());
    object.put("count", row.count());
    object.put("losses", row.losses());
    return object;
  }

  private static FailureRow failures(JsonNode object) {
    List<Instant> times = new ArrayList<>();
    object.required("times").forEach(time -> times.add(Tree.time(time)));
    return new FailureRow(
        List.copyOf(times),
        Tree.field(object, "first", Tree::time),
        object.required("count").asInt(),
        object.required("losses").asInt());
  }

  private static void remarks(ObjectNode object, Remarks remarks) {
    Tree.put(object, "explanation", remarks.explanation());
    Tree.put(object, "message", remarks.message());
    remarks.percentage().ifPresent(value -> object.put("percentage", Tree.number(value)));
    Tree.put(object, "trackingUrl", remarks.trackingUrl());
    if (!remarks.responses().isEmpty()) {
      object.set("responses", Tree.texts(remarks.responses()));
    }
  }
}
