package dev.stillson.worker;

import dev.stillson.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A plan over a graph that changes no more. What few ask for is computed when it is. */
final class GraphPlan implements Plan {
  private final Graph graph;
  private final Blockers blockers;
  private @Nullable List<PlannedTask> ordered;

  GraphPlan(Graph graph) {
    this.graph = graph;
    this.blockers = new Blockers(GraphPlan::isCause, GraphPlan::isBlocked);
  }

  private static boolean isCause(Vertex vertex) {
    return vertex.state == PlannedTask.State.MISSING || vertex.state == PlannedTask.State.BROKEN;
  }

  private static boolean isBlocked(Vertex vertex) {
    return vertex.state == PlannedTask.State.BLOCKED;
  }

  @Override
  public List<PlannedTask> roots() {
    return List.copyOf(graph.roots());
  }

  @Override
  public synchronized List<PlannedTask> tasks() {
    List<PlannedTask> tasks = ordered;
    if (tasks == null) {
      tasks = List.of(Order.of(graph.vertices(), 0));
      ordered = tasks;
    }
    return tasks;
  }

  @Override
  public int count(PlannedTask.State state) {
    return Tally.states(graph.vertices().from(0)).of(state);
  }

  @Override
  public Optional<PlannedTask> find(Node node) {
    return graph.vertices().find(node).map(vertex -> vertex);
  }

  @Override
  public synchronized List<PlannedTask> dependants(PlannedTask task) {
    Optional<Vertex> vertex = graph.vertices().find(task.id());
    if (vertex.isEmpty()) {
      return List.of();
    }
    List<PlannedTask> found = new ArrayList<>();
    for (Vertex candidate : graph.vertices().from(0)) {
      if (requires(candidate.hard, vertex.get()) || requires(candidate.soft, vertex.get())) {
        found.add(candidate);
      }
    }
    return found;
  }

  @SuppressWarnings("ReferenceEquality") // There is one vertex for each task.
  private static boolean requires(Vertex[] required, Vertex vertex) {
    for (Vertex each : required) {
      if (each == vertex) {
        return true;
      }
    }
    return false;
  }

  @Override
  public List<PlannedTask> blockers(PlannedTask task) {
    return graph
        .vertices()
        .find(task.id())
        .map(vertex -> List.<PlannedTask>copyOf(blockers.of(vertex)))
        .orElse(List.of());
  }
}
