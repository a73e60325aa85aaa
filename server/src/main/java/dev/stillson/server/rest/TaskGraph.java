package dev.stillson.server.rest;

import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.TaskRow;
import dev.stillson.server.scheduler.SharedScheduler;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** A task and what it is connected with, nearest first. */
final class TaskGraph {
  private static final int AT_ONCE = 200;

  private final Map<String, TaskRow> rows = new LinkedHashMap<>();
  private boolean cut;

  private TaskGraph() {}

  /** Which connections count. */
  enum Direction {
    /** What tasks depend on. */
    DEPENDENCIES,
    /** What depends on them. */
    DEPENDANTS,
    /** Either, each seen from the first task. */
    BOTH;

    static Optional<Direction> parse(String text) {
      return switch (text) {
        case "dependencies" -> Optional.of(DEPENDENCIES);
        case "dependants" -> Optional.of(DEPENDANTS);
        case "both" -> Optional.of(BOTH);
        default -> Optional.empty();
      };
    }
  }

  /** A task that was reached, and how. */
  private record Step(String id, boolean up, boolean down) {}

  /**
   * The graph around a task; empty if the task is unknown. It is read in parts, between which the
   * scheduler goes on with its work.
   *
   * @param most how many tasks at most
   */
  static Optional<TaskGraph> around(
      String id, Direction direction, int most, SharedScheduler scheduler) {
    TaskGraph graph = new TaskGraph();
    ArrayDeque<Step> open = new ArrayDeque<>();
    boolean up = direction != Direction.DEPENDANTS;
    boolean down = direction != Direction.DEPENDENCIES;
    open.add(new Step(id, up, down));
    Set<String> seen = new LinkedHashSet<>(List.of(id));
    while (!open.isEmpty()) {
      List<Step> part = new ArrayList<>();
      while (!open.isEmpty() && part.size() < AT_ONCE) {
        part.add(open.remove());
      }
      List<Step> next = scheduler.look(state -> graph.read(state, part));
      for (Step step : next) {
        if (seen.contains(step.id)) {
          continue;
        }
        if (seen.size() >= most) {
          graph.cut = true;
          break;
        }
        seen.add(step.id);
        open.add(step);
      }
    }
    return graph.rows.isEmpty() ? Optional.empty() : Optional.of(graph);
  }

  private List<Step> read(Scheduler state, List<Step> part) {
    List<Step> next = new ArrayList<>();
    for (Step step : part) {
      Optional<TaskRow> row = state.task(step.id);
      if (row.isEmpty()) {
        continue;
      }
      rows.put(step.id, row.get());
      if (step.up) {
        row.get().dependencies().forEach(other -> next.add(new Step(other.id(), true, false)));
      }
      if (step.down) {
        state.dependants(step.id).forEach(other -> next.add(new Step(other, false, true)));
      }
    }
    return next;
  }

  /** The tasks, those reached first first. */
  Collection<TaskRow> rows() {
    return rows.values();
  }

  /**
   * The tasks, each behind all of them that it depends on, but for those on a cycle: at the end.
   */
  List<TaskRow> sorted() {
    Map<String, Integer> open = new HashMap<>();
    Map<String, List<TaskRow>> dependants = new HashMap<>();
    ArrayDeque<TaskRow> ready = new ArrayDeque<>();
    for (TaskRow row : rows.values()) {
      int count = 0;
      for (TaskRow.Dependency dependency : row.dependencies()) {
        if (rows.containsKey(dependency.id())) {
          dependants.computeIfAbsent(dependency.id(), _ -> new ArrayList<>()).add(row);
          count++;
        }
      }
      open.put(row.id(), count);
      if (count == 0) {
        ready.add(row);
      }
    }
    Map<String, TaskRow> sorted = new LinkedHashMap<>();
    for (TaskRow row = ready.poll(); row != null; row = ready.poll()) {
      sorted.put(row.id(), row);
      for (TaskRow dependant : dependants.getOrDefault(row.id(), List.of())) {
        if (open.merge(dependant.id(), -1, Integer::sum) == 0) {
          ready.add(dependant);
        }
      }
    }
    rows.forEach(sorted::putIfAbsent);
    return List.copyOf(sorted.values());
  }

  /** Whether there are more tasks. */
  boolean isCut() {
    return cut;
  }

  static String kind(TaskRow.Dependency dependency) {
    if (dependency.hard()) {
      return "hard";
    }
    if (dependency.soft()) {
      return "soft";
    }
    return dependency.awaited() ? "awaited" : "dynamic";
  }

  void write(JsonGenerator json) {
    json.writeStartObject();
    json.writeArrayPropertyStart("tasks");
    rows.values().forEach(row -> TaskJson.write(TaskCard.of(row), json));
    json.writeEndArray();
    json.writeArrayPropertyStart("edges");
    for (TaskRow row : rows.values()) {
      for (TaskRow.Dependency dependency : row.dependencies()) {
        if (rows.containsKey(dependency.id())) {
          json.writeStartObject();
          json.writeStringProperty("task", row.id());
          json.writeStringProperty("needs", dependency.id());
          json.writeStringProperty("kind", kind(dependency));
          json.writeEndObject();
        }
      }
    }
    json.writeEndArray();
    json.writeBooleanProperty("cut", cut);
    json.writeEndObject();
  }
}
