package dev.stillson.server.rest;

import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.TaskRow;
import dev.stillson.server.scheduler.SharedScheduler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/**
 * Tasks that are to be made anew: one, and perhaps all that depend on it.
 *
 * @param tasks those that are done or failed, each behind all that it depends on
 * @param going those that an attempt is at, which are left alone
 * @param more whether there are more than were looked at
 */
record Invalidation(List<TaskRow> tasks, List<String> going, boolean more) {
  /** Statuses of tasks that an attempt is at. */
  static final Set<Status> GOING =
      Collections.unmodifiableSet(EnumSet.of(Status.RUNNING, Status.PARKED, Status.BATCH_RUNNING));

  private static final int MOST = 100_000;
  private static final int AT_ONCE = 200;
  private static final int SHOWN = 1_000;

  /**
   * What making {@code id} anew concerns; empty if it is unknown.
   *
   * @param downstream whether all that depends on it, too
   */
  static Optional<Invalidation> of(String id, boolean downstream, SharedScheduler scheduler) {
    TaskGraph.Direction direction = TaskGraph.Direction.DEPENDANTS;
    return TaskGraph.around(id, direction, downstream ? MOST : 1, scheduler)
        .map(graph -> of(graph, downstream));
  }

  private static Invalidation of(TaskGraph graph, boolean downstream) {
    List<TaskRow> tasks = new ArrayList<>();
    List<String> going = new ArrayList<>();
    for (TaskRow row : graph.sorted()) {
      if (concerns(row.status())) {
        tasks.add(row);
      }
      if (GOING.contains(row.status())) {
        going.add(row.id());
      }
    }
    return new Invalidation(tasks, going, downstream && graph.isCut());
  }

  /** Whether a task of this status can be made anew. */
  static boolean concerns(Status status) {
    return switch (status) {
      case DONE, FAILED -> true;
      case PENDING, RUNNING, PARKED, BATCH_RUNNING, DISABLED, UNKNOWN -> false;
    };
  }

  /** Ids of the tasks, each behind all that it depends on. */
  List<String> ids() {
    return tasks.stream().map(TaskRow::id).toList();
  }

  /** The same for some of the tasks. */
  Invalidation only(Set<String> some) {
    return new Invalidation(
        tasks.stream().filter(row -> some.contains(row.id())).toList(), going, more);
  }

  /**
   * Does it; how many tasks are pending that were not. In parts, between which others get their
   * turn: no task can start before its time, since what it depends on comes first.
   */
  int apply(SharedScheduler scheduler) {
    List<String> ids = ids();
    int changed = 0;
    for (int from = 0; from < ids.size(); from += AT_ONCE) {
      List<String> part = ids.subList(from, Math.min(ids.size(), from + AT_ONCE));
      changed +=
          scheduler.perform((state, now) -> {
            int here = 0;
            for (String id : part) {
              boolean before = state.status(id).equals(Optional.of(Status.PENDING));
              Optional<Status> after = state.apply(new Command.Invalidate(id), now);
              here += !before && after.equals(Optional.of(Status.PENDING)) ? 1 : 0;
            }
            return here;
          });
    }
    return changed;
  }

  void write(int changed, Optional<OutputDeletion.Result> outputs, JsonGenerator json) {
    json.writeStartObject();
    json.writeNumberProperty("matching", tasks.size());
    json.writeNumberProperty("changed", changed);
    json.writeArrayPropertyStart("tasks");
    tasks.stream().limit(SHOWN).forEach(row -> json.writeString(row.id()));
    json.writeEndArray();
    json.writeArrayPropertyStart("running");
    going.stream().limit(SHOWN).forEach(json::writeString);
    json.writeEndArray();
    json.writeBooleanProperty("more", more);
    outputs.ifPresent(result -> write(result, json));
    json.writeEndObject();
  }

  private static void write(OutputDeletion.Result result, JsonGenerator json) {
    json.writeObjectPropertyStart("outputs");
    json.writeNumberProperty("deleted", result.gone().size());
    json.writeArrayPropertyStart("kept");
    result.kept().stream().limit(SHOWN).forEach(json::writeString);
    json.writeEndArray();
    result.error().ifPresent(error -> LongText.write("error", error, json));
    json.writeEndObject();
  }
}
