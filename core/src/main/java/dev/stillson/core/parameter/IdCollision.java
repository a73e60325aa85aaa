package dev.stillson.core.parameter;

import dev.stillson.Node;
import java.util.Optional;

/** Two tasks with different parameters, or of different classes, have the same id. */
public final class IdCollision extends RuntimeException {
  private final String id;
  private final transient Node first;
  private final transient Node second;

  private IdCollision(String id, Node first, Node second) {
    super(
        "Two different tasks have the id "
            + id
            + ".\n  "
            + of(first)
            + "\n  "
            + of(second)
            + "\nhint: their parameters have the same text; an empty text and none, for example, do");
    this.id = id;
    this.first = first;
    this.second = second;
  }

  private static String of(Node node) {
    return TaskType.of(node).display(node) + "  of class " + node.getClass().getName();
  }

  /**
   * Looks at two nodes that have the same {@code id}: they may differ in parameters that are not
   * part of their identity, and in nothing else.
   *
   * @return empty if they are one task
   */
  public static Optional<IdCollision> between(String id, Node first, Node second) {
    boolean one =
        first.getClass() == second.getClass()
            && (first.equals(second) || TaskType.of(first).same(first, second));
    return one ? Optional.empty() : Optional.of(new IdCollision(id, first, second));
  }

  /** The id. */
  public String id() {
    return id;
  }

  /** One task. */
  public Node first() {
    return first;
  }

  /** The other. */
  public Node second() {
    return second;
  }
}
