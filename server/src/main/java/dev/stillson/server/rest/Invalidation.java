package dev.stillson.server.rest;

import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.TaskRow;
import dev.stillson.server.scheduler.SharedScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * Tasks that are to be made anew: one, and perhaps all that depend on it.
 *
 * @param ids those that are done or failed, each behind one that it depends on
 * @param going those that an attempt is at, which are left alone
 * @param more whether there are more than were looked at
 */
record Invalidation(List<String> ids, List<String> going, boolean more) {
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
    List<String> ids = new ArrayList<>();
    List<String> going = new ArrayList<>();
    for (TaskRow row : graph.rows()) {
      switch (row.status()) {
        case DONE, FAILED -> ids.add(row.id());
        case RUNNING, PARKED, BATCH_RUNNING -> going.add(row.id());
        case PENDING, DISABLED, UNKNOWN -> {}
      }
    }
    return new Invalidation(ids, going, downstream && graph.isCut());
  }

  /**
   * Does it; how many tasks are pending that were not. In parts, between which others get their
   * turn: no task can start before its time, since what it depends on comes first.
   */
  int apply(SharedScheduler scheduler) {
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

  void write(int changed, JsonGenerator json) {
    json.writeStartObject();
    json.writeNumberProperty("matching", ids.size());
    json.writeNumberProperty("changed", changed);
    json.writeArrayPropertyStart("tasks");
    ids.stream().limit(SHOWN).forEach(json::writeString);
    json.writeEndArray();
    json.writeArrayPropertyStart("running");
    going.stream().limit(SHOWN).forEach(json::writeString);
    json.writeEndArray();
    json.writeBooleanProperty("more", more);
    json.writeEndObject();
  }
}
