package dev.stillson.core.graph;

import dev.stillson.Node;
import dev.stillson.Requires;
import dev.stillson.core.shape.InaccessibleRecord;
import dev.stillson.core.shape.RecordShape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node requires, as lists.
 *
 * @param hard the nodes that must be done before, in the order in which they were named; one that
 *     is named twice is there twice
 * @param soft the nodes that must have come to an end before, done or not
 */
public record Requirements(List<Node> hard, List<Node> soft) {

  /** Nothing is required. */
  public static final Requirements NONE = new Requirements(List.of(), List.of());

  /** Copies the lists. */
  public Requirements {
    hard = List.copyOf(hard);
    soft = List.copyOf(soft);
  }

  /** Whether nothing is required. */
  public boolean isEmpty() {
    return hard.isEmpty() && soft.isEmpty();
  }

  /**
   * Asks {@code node} what it requires.
   *
   * @throws InvalidRequirements if the answer is null, or holds a group that is no record or has a
   *     component that is no requirement
   * @throws RuntimeException whatever {@link Node#requires()} throws
   */
  public static Requirements requiredBy(Node node) {
    Requires requires = node.requires();
    if (requires == Requires.None.NONE) {
      return NONE;
    }
    if (requires instanceof Node single) {
      return new Requirements(List.of(single), List.of());
    }
    if (requires instanceof Requires.All<?> all) {
      return new Requirements(List.copyOf(all.nodes()), List.of());
    }
    List<Node> hard = new ArrayList<>();
    List<Node> soft = new ArrayList<>();
    flatten(node, "requires()", requires, hard, soft);
    return new Requirements(hard, soft);
  }

  private static void flatten(
      Node node, String place, @Nullable Object requires, List<Node> hard, List<Node> soft) {
    if (requires instanceof Node single) {
      hard.add(single);
    } else if (requires instanceof Requires.All<?> all) {
      hard.addAll(all.nodes());
    } else if (requires instanceof Requires.Soft<?> one) {
      soft.add(one.node());
    } else if (requires instanceof Requires.Group group) {
      flattenGroup(node, group, hard, soft);
    } else if (requires != Requires.None.NONE) {
      String what = requires == null ? "null" : "a " + requires.getClass().getSimpleName();
      throw new InvalidRequirements(
          node.getClass(),
          place,
          "is " + what + ", which is no requirement",
          "a requirement is a task, or one of Requires.none(), all(…), soft(…), or a record that"
              + " implements Requires.Group");
    }
  }

  private static void flattenGroup(
      Node node, Requires.Group group, List<Node> hard, List<Node> soft) {
    Class<?> type = group.getClass();
    if (!type.isRecord()) {
      throw new InvalidRequirements(
          node.getClass(),
          "group " + type.getSimpleName(),
          "is not a record",
          "declare it as: record " + type.getSimpleName() + "(…) implements Requires.Group");
    }
    RecordShape shape;
    try {
      shape = RecordShape.of(type);
    } catch (InaccessibleRecord e) {
      throw new InvalidRequirements(
          node.getClass(),
          "group " + type.getSimpleName(),
          "is in a module that does not open its package",
          "add to module-info.java: opens " + type.getPackageName() + ";");
    }
    @Nullable Object[] values = shape.readNullable(group);
    for (int i = 0; i < values.length; i++) {
      if (values[i] instanceof Node single) {
        hard.add(single);
      } else {
        String place = "component '" + shape.name(i) + "' of group " + type.getSimpleName();
        flatten(node, place, values[i], hard, soft);
      }
    }
  }
}
