package dev.stillson.server.rest;

import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.TaskRow;
import dev.stillson.core.scheduler.Why;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * What a task waits for in the end: from reason to reason, down to one that waits for no task.
 *
 * @param steps the task itself first
 * @param whole whether the last step is the end, rather than where the search was given up
 */
record Chain(List<Step> steps, boolean whole) {
  private static final int LONGEST = 200;

  /** For all but the first step, of which there may be many. */
  private static final int EFFORT = 100;

  /** A task, and why it is not running. */
  private record Step(TaskRow row, Why why) {}

  /** The chain from a task on; empty if the task is unknown. */
  static Optional<Chain> from(Scheduler state, String id) {
    List<Step> steps = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    @Nullable String next = id;
    while (next != null && steps.size() < LONGEST && seen.add(next)) {
      Optional<TaskRow> row = state.task(next);
      Optional<Why> why = state.why(next, steps.isEmpty() ? Scheduler.USUAL_EFFORT : EFFORT);
      if (row.isEmpty() || why.isEmpty()) {
        break;
      }
      steps.add(new Step(row.get(), why.get()));
      next = next(state, next, why.get());
    }
    boolean whole = next == null || steps.size() < LONGEST;
    return steps.isEmpty() ? Optional.empty() : Optional.of(new Chain(steps, whole));
  }

  private static @Nullable String next(Scheduler state, String id, Why why) {
    return switch (why) {
      case Why.Doomed doomed ->
          doomed.path().stream().filter(one -> !one.equals(id)).findFirst().orElse(null);
      case Why.Waiting waiting -> worst(state, waiting.open());
      case Why.Parked parked -> worst(state, parked.open());
      case Why.Done _,
          Why.Running _,
          Why.Cycle _,
          Why.Retrying _,
          Why.Failed _,
          Why.Disabled _,
          Why.Missing _,
          Why.Broken _,
          Why.Unannounced _,
          Why.Paused _,
          Why.Scarce _,
          Why.Incapable _,
          Why.Unattended _,
          Why.Busy _,
          Why.Ready _ ->
          null;
    };
  }

  /** One that failed, if there is one; it is tried again, so that the task is not doomed. */
  private static @Nullable String worst(Scheduler state, List<String> open) {
    for (String id : open) {
      if (state.status(id).equals(Optional.of(Status.FAILED))) {
        return id;
      }
    }
    return open.isEmpty() ? null : open.getFirst();
  }

  /** The {@link TaskRow#order} of the task at the end, if it is there that nobody can make it. */
  OptionalLong missing() {
    Step last = steps.getLast();
    return last.why instanceof Why.Missing
        ? OptionalLong.of(last.row.order())
        : OptionalLong.empty();
  }

  /**
   * Writes the chain as an object.
   *
   * @param outputs what is waited for at the end; empty: that is not known, or it is no output
   */
  void write(List<String> outputs, JsonGenerator json) {
    json.writeStartObject();
    json.writeArrayPropertyStart("steps");
    for (int i = 0; i < steps.size(); i++) {
      json.writeStartObject();
      TaskJson.fields(TaskCard.of(steps.get(i).row), json);
      WhyText.write(steps.get(i).why, json);
      if (i == steps.size() - 1) {
        TaskJson.outputs(outputs, json);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeBooleanProperty("whole", whole);
    json.writeEndObject();
  }
}
