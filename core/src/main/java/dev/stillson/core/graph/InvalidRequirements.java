package dev.stillson.core.graph;

import dev.stillson.Node;

/** What a node says it requires cannot be understood. */
public final class InvalidRequirements extends RuntimeException {
  private final transient Class<? extends Node> node;
  private final String place;

  InvalidRequirements(Class<? extends Node> node, String place, String problem, String hint) {
    super(
        node.getSimpleName()
            + " has a wrong requirement: "
            + place
            + " "
            + problem
            + ".\nhint: "
            + hint);
    this.node = node;
    this.place = place;
  }

  /** The class whose {@code requires()} gave it. */
  public Class<? extends Node> node() {
    return node;
  }

  /** Where it stands: {@code component 'orders' of group Needs}. */
  public String place() {
    return place;
  }
}
