package dev.stillson.worker;

import dev.stillson.Node;
import dev.stillson.core.parameter.InvalidTaskType;
import dev.stillson.core.shape.NullComponent;
import dev.stillson.worker.connector.Connectors;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The tasks of a plan or a run, with what finds and looks at them. */
final class Graph {
  /** Of more roots a server is not told. */
  private static final int MOST_ROOTS = 20;

  private final Vertices vertices = new Vertices();
  private final Existence existence;
  private final Discovery discovery;
  private final Tally<PlannedTask.State> tally = new Tally<>(PlannedTask.State.class);
  private int counted;
  private List<Vertex> roots = List.of();

  /**
   * @param stop whether to stop looking
   */
  Graph(RunOptions options, Connectors connectors, Listeners listeners, BooleanSupplier stop) {
    this.existence = new Existence(connectors, options.environment());
    this.discovery = new Discovery(vertices, existence, listeners, options.only(), stop);
  }

  Vertices vertices() {
    return vertices;
  }

  Existence existence() {
    return existence;
  }

  Discovery discovery() {
    return discovery;
  }

  /** What was asked for. */
  List<Vertex> roots() {
    return roots;
  }

  /** What a server is told of the invocation: what {@code kind} it is of, and what it is for. */
  Map<String, String> info(String kind) {
    StringBuilder ids = new StringBuilder();
    for (Vertex root : roots.subList(0, Math.min(MOST_ROOTS, roots.size()))) {
      ids.append(ids.isEmpty() ? "" : "\n").append(root.id());
    }
    return Map.of("kind", kind, "roots", ids.toString());
  }

  /**
   * Finds everything that {@code nodes} need.
   *
   * @throws PlanException if identities are ambiguous, or a node cannot be a task
   */
  void explore(List<? extends Node> nodes) {
    try {
      roots = discovery.explore(nodes, true);
    } catch (InvalidTaskType | NullComponent e) {
      throw new PlanException(Failures.message(e));
    }
    List<String> ambiguities = vertices.ambiguities();
    if (!ambiguities.isEmpty()) {
      throw new PlanException(String.join("\n", ambiguities));
    }
  }

  /** How many tasks are in which state, for listeners; called by one thread at a time. */
  RunEvent.Planned planned() {
    for (; counted < vertices.size(); counted++) {
      tally.add(vertices.at(counted).state);
    }
    return new RunEvent.Planned(
        tally.of(PlannedTask.State.TO_RUN) + tally.of(PlannedTask.State.BLOCKED),
        tally.of(PlannedTask.State.DONE),
        tally.of(PlannedTask.State.MISSING),
        tally.of(PlannedTask.State.BROKEN));
  }
}
