package dev.stillson.protocol.luigi;

import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Inventory;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.TaskView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;

/** Graphs of tasks, breadth first from one of them. */
final class GraphMethods {
  private static final Pattern FAMILY = Pattern.compile("([^(_]+)[(_]");

  /** How many tasks are looked at in a turn. */
  private static final int AT_ONCE = 500;

  private final LuigiSettings settings;
  private final SerializedTask serialized;

  GraphMethods(LuigiSettings settings, SerializedTask serialized) {
    this.settings = settings;
    this.serialized = serialized;
  }

  /** What a task depends on, or {@code inverse}, what depends on it. */
  Survey graph(Arguments arguments, boolean inverse) {
    Optional<String> id = arguments.optionalText("task_id");
    boolean done = arguments.truth("include_done", true);
    return (turns, out) -> {
      boolean known =
          turns.perform((scheduler, now) -> {
            scheduler.apply(new Command.Prune(), now);
            return id.flatMap(scheduler.inventory()::task).isPresent();
          });
      out.writeStartObject();
      if (known) {
        traverse(id.get(), new HashSet<>(), inverse, done, turns, out);
        // What is told is stored.
        boolean _ = turns.perform((_, _) -> true);
      }
      out.writeEndObject();
    };
  }

  /** All tasks. */
  Answer all() {
    return (scheduler, now, out) -> {
      scheduler.apply(new Command.Prune(), now);
      Set<String> seen = new HashSet<>();
      out.writeStartObject();
      for (TaskView task : scheduler.inventory().tasks()) {
        if (!seen.contains(task.id())) {
          traverse(task.id(), seen, false, true, Turns.of(scheduler, now), out);
        }
      }
      out.writeEndObject();
    };
  }

  /**
   * A task of the graph.
   *
   * @param seen empty if nothing but the id is known
   * @param others what it is connected with
   */
  private record Node(String id, Optional<Seen> seen, List<String> others) {}

  private void traverse(
      String root,
      Set<String> seen,
      boolean inverse,
      boolean done,
      Turns turns,
      JsonGenerator out) {
    seen.add(root);
    ArrayDeque<String> queue = new ArrayDeque<>(List.of(root));
    int left = Math.max(1, settings.maxGraphNodes());
    while (!queue.isEmpty() && left > 0) {
      List<String> part = new ArrayList<>();
      while (!queue.isEmpty() && part.size() < Math.min(left, AT_ONCE)) {
        part.add(queue.removeFirst());
      }
      left -= part.size();
      List<Node> nodes =
          turns.look(scheduler -> {
            Inventory inventory = scheduler.inventory();
            return part.stream().map(id -> node(id, inverse, done, inventory)).toList();
          });
      for (Node node : nodes) {
        write(node, node.id.equals(root), out);
        node.others.stream().sorted().filter(seen::add).forEach(queue::addLast);
      }
    }
  }

  private static Node node(String id, boolean inverse, boolean done, Inventory inventory) {
    Optional<TaskView> task = inventory.task(id).filter(known -> !known.family().isEmpty());
    List<String> others =
        task.map(inverse ? inventory::dependants : inventory::dependencies).stream()
            .flatMap(List::stream)
            .filter(other -> done || isOpen(other))
            .map(TaskView::id)
            .toList();
    return new Node(id, task.map(Seen::of), others);
  }

  private void write(Node node, boolean named, JsonGenerator out) {
    out.writeName(node.id);
    out.writeStartObject();
    if (node.seen.isPresent()) {
      serialized.fields(node.seen.get(), named, out);
      SerializedTask.deps(node.others, out);
    } else {
      unknown(node.id, named, out);
    }
    out.writeEndObject();
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
