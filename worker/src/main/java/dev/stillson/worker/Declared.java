package dev.stillson.worker;

import dev.stillson.Node;
import dev.stillson.TaskContext;
import dev.stillson.WrapperTask;
import dev.stillson.core.graph.Requirements;
import dev.stillson.core.parameter.TaskType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt may read: what its node requires, what wrappers among that wrap, and what it
 * required while running. Asked for when the first input is read.
 */
final class Declared {
  private final Node node;
  private @Nullable Set<Node> nodes;
  private final Set<Node> dynamic = new HashSet<>(0);

  Declared(Node node) {
    this.node = node;
  }

  /**
   * @throws TaskContext.UndeclaredInput if {@code input} may not be read
   */
  synchronized void check(Node input) {
    if (dynamic.contains(input)) {
      return;
    }
    Set<Node> known = nodes;
    if (known == null) {
      known = closure();
      nodes = known;
    }
    if (!known.contains(input)) {
      List<String> names = new ArrayList<>();
      for (Node declared : known) {
        if (names.size() == 10) {
          names.add("…");
          break;
        }
        names.add(TaskType.of(declared).display(declared));
      }
      throw new TaskContext.UndeclaredInput(
          TaskType.of(node).display(node), TaskType.of(input).display(input), names);
    }
  }

  synchronized void add(Collection<? extends Node> required) {
    dynamic.addAll(required);
  }

  private Set<Node> closure() {
    Set<Node> found = new HashSet<>();
    List<Node> open = new ArrayList<>();
    open.add(node);
    while (!open.isEmpty()) {
      Requirements requirements = Requirements.requiredBy(open.removeLast());
      add(requirements.hard(), found, open);
      add(requirements.soft(), found, open);
    }
    return found;
  }

  private static void add(List<Node> required, Set<Node> found, List<Node> open) {
    for (Node one : required) {
      if (found.add(one) && one instanceof WrapperTask) {
        open.add(one);
      }
    }
  }
}
