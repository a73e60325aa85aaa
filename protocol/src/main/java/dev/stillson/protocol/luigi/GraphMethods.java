package dev.stillson.protocol.luigi;

import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Inventory;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.TaskView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;

/** Graphs of tasks, breadth first from one of them. */
final class GraphMethods {
  private static final Pattern FAMILY = Pattern.compile("([^(_]+)[(_]");

  private final LuigiSettings settings;
  private final SerializedTask serialized;

  GraphMethods(LuigiSettings settings, SerializedTask serialized) {
    this.settings = settings;
    this.serialized = serialized;
  }

  /** What a task depends on, or {@code inverse}, what depends on it. */
  Answer graph(Arguments arguments, boolean inverse) {
    Optional<String> id = arguments.optionalText("task_id");
    boolean done = arguments.truth("include_done", true);
    return (scheduler, now, out) -> {
      scheduler.apply(new Command.Prune(), now);
      Inventory inventory = scheduler.inventory();
      out.writeStartObject();
      Function<TaskView, List<TaskView>> next =
          inverse ? inventory::dependants : inventory::dependencies;
      id.flatMap(inventory::task)
          .ifPresent(root -> traverse(root, new HashSet<>(), next, done, out));
      out.writeEndObject();
    };
  }

  /** All tasks. */
  Answer all() {
    return (scheduler, now, out) -> {
      scheduler.apply(new Command.Prune(), now);
      Inventory inventory = scheduler.inventory();
      Set<TaskView> seen = new HashSet<>();
      out.writeStartObject();
      for (TaskView task : inventory.tasks()) {
        if (!seen.contains(task)) {
          traverse(task, seen, inventory::dependencies, true, out);
        }
      }
      out.writeEndObject();
    };
  }

  private void traverse(
      TaskView root,
      Set<TaskView> seen,
      Function<TaskView, List<TaskView>> next,
      boolean done,
      JsonGenerator out) {
    seen.add(root);
    ArrayDeque<TaskView> queue = new ArrayDeque<>(List.of(root));
    for (int count = 0; !queue.isEmpty() && (count < settings.maxGraphNodes() || count == 0); ) {
      TaskView task = queue.removeFirst();
      out.writeName(task.id());
      out.writeStartObject();
      if (task.isKnown() && !task.family().isEmpty()) {
        List<TaskView> others = next.apply(task);
        if (!done) {
          others = others.stream().filter(GraphMethods::isOpen).toList();
        }
        serialized.fields(task, task == root, out);
        SerializedTask.deps(others, out);
        List<TaskView> sorted = new ArrayList<>(others);
        sorted.sort(Comparator.comparing(TaskView::id));
        for (TaskView other : sorted) {
          if (seen.add(other)) {
            queue.addLast(other);
          }
        }
      } else {
        unknown(task.id(), task == root, out);
      }
      out.writeEndObject();
      count++;
    }
  }

  private static boolean isOpen(TaskView task) {
    return !task.isKnown() || task.status() != Status.DONE;
  }

  /** A task of which nothing but the id is known. */
  private static void unknown(String id, boolean named, JsonGenerator out) {
    SerializedTask.deps(List.of(), out);
    out.writeStringProperty("status", "UNKNOWN");
    out.writeArrayPropertyStart("workers");
    out.writeEndArray();
    out.writeStringProperty("start_time", "UNKNOWN");
    out.writeObjectPropertyStart("params");
    out.writeStringProperty("task_id", id);
    out.writeEndObject();
    Matcher family = FAMILY.matcher(id);
    out.writeStringProperty("name", family.lookingAt() ? family.group(1) : "UNKNOWN");
    if (named) {
      out.writeStringProperty("display_name", id);
    }
    out.writeNumberProperty("priority", 0);
  }
}
