package dev.stillson.cli;

import dev.stillson.Node;
import dev.stillson.WrapperTask;
import dev.stillson.core.graph.Drawing;
import dev.stillson.core.graph.Requirements;
import dev.stillson.core.parameter.TaskType;
import dev.stillson.core.text.Shown;
import dev.stillson.worker.Engine;
import dev.stillson.worker.ExitCode;
import dev.stillson.worker.PlannedTask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code stillson deps}: the whole graph below a task, also below what is done already. */
final class DepsCommand {
  /** Beyond this nobody can read a drawing. */
  private static final int LARGEST = 20_000;

  private final Console console;
  private final TaskCall call;
  private final Map<Node, Integer> numbers = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Requirements> requirements = new ArrayList<>();
  private final Map<Node, String> broken = new HashMap<>();

  DepsCommand(Console console, TaskCall call) {
    this.console = console;
    this.call = call;
  }

  ExitCode run() {
    Drawings form = Drawings.of(call.options());
    collect(call.node());
    console.out().print(form.text(drawing(states())));
    return broken.isEmpty() ? ExitCode.OK : ExitCode.PLANNING;
  }

  private int number(Node node) {
    Integer known = numbers.get(node);
    if (known != null) {
      return known;
    }
    if (nodes.size() == LARGEST) {
      throw new UsageException(
          "The graph below "
              + TaskType.of(nodes.getFirst()).display(nodes.getFirst())
              + " is too large to draw\n  limit: "
              + LARGEST
              + " tasks\nhint: stillson plan lists what would run");
    }
    numbers.put(node, nodes.size());
    nodes.add(node);
    return nodes.size() - 1;
  }

  private void collect(Node root) {
    number(root);
    for (int i = 0; i < nodes.size(); i++) {
      Requirements needs = requirements(nodes.get(i));
      requirements.add(needs);
      needs.hard().forEach(this::number);
      needs.soft().forEach(this::number);
    }
  }

  private Requirements requirements(Node node) {
    try {
      return Requirements.requiredBy(node);
    } catch (RuntimeException e) {
      broken.put(node, "broken: " + Shown.plain(String.valueOf(e)));
      return Requirements.NONE;
    }
  }

  private Map<Node, PlannedTask.State> states() {
    Map<Node, PlannedTask.State> states = new HashMap<>();
    try (Engine engine = Engine.open(call.runOptions().withOnly(true))) {
      for (PlannedTask task : engine.plan(nodes).tasks()) {
        states.put(task.node(), task.state());
      }
    }
    return states;
  }

  private Drawing drawing(Map<Node, PlannedTask.State> states) {
    List<Drawing.Vertex> vertices = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      PlannedTask.State state =
          broken.containsKey(node) ? PlannedTask.State.BROKEN : states.get(node);
      vertices.add(
          new Drawing.Vertex(
              TaskType.of(node).display(node),
              note(node, state),
              tone(state),
              requirements.get(i).hard().stream().map(numbers::get).toList(),
              requirements.get(i).soft().stream().map(numbers::get).toList()));
    }
    return new Drawing(vertices);
  }

  private String note(Node node, PlannedTask.@org.jspecify.annotations.Nullable State state) {
    if (state == null) {
      return "";
    }
    return switch (state) {
      case DONE -> "done";
      case TO_RUN -> node instanceof WrapperTask ? "" : "to run";
      case MISSING -> "missing";
      case BROKEN -> broken.getOrDefault(node, "broken");
      case BLOCKED -> "blocked";
    };
  }

  private static Drawing.Tone tone(PlannedTask.@org.jspecify.annotations.Nullable State state) {
    if (state == null) {
      return Drawing.Tone.PLAIN;
    }
    return switch (state) {
      case DONE -> Drawing.Tone.GOOD;
      case TO_RUN -> Drawing.Tone.ACTIVE;
      case MISSING, BROKEN, BLOCKED -> Drawing.Tone.BAD;
    };
  }
}
