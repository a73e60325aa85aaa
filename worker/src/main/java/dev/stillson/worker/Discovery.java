package dev.stillson.worker;

import dev.stillson.Node;
import dev.stillson.core.graph.Requirements;
import dev.stillson.core.parameter.InvalidTaskType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Finds the graph below some nodes, level by level: asks what exists, then asks what is not
 * complete for its requirements. Used by one thread at a time.
 *
 * <p>Never recursive, so that a chain of a million tasks is as good as any other graph. Wrappers
 * that were asked for are opened before anything is looked at, since what they wrap then counts as
 * asked for, too.
 */
final class Discovery {
  private final Vertices vertices;
  private final Existence existence;
  private final Listeners listeners;
  private final boolean only;
  private final BooleanSupplier stop;

  /** The requirements of the vertex that is being opened. */
  private final List<Vertex> hard = new ArrayList<>();

  private final List<Vertex> soft = new ArrayList<>();
  private List<Vertex> next = new ArrayList<>();
  private int seen;
  private Vertex[] ordered = Vertex.NONE;

  /**
   * @param only whether requirements do not matter
   * @param stop whether to stop: what is below is then not found
   */
  Discovery(
      Vertices vertices,
      Existence existence,
      Listeners listeners,
      boolean only,
      BooleanSupplier stop) {
    this.vertices = vertices;
    this.existence = existence;
    this.listeners = listeners;
    this.only = only;
    this.stop = stop;
  }

  /**
   * The vertices of {@code nodes}, with everything below them that is not complete.
   *
   * @param asked whether the user asked for these, rather than a running task
   * @throws InvalidTaskType if the class of one of {@code nodes} cannot be a task
   */
  List<Vertex> explore(List<? extends Node> nodes, boolean asked) {
    int from = vertices.size();
    seen = from;
    next = new ArrayList<>(nodes.size());
    List<Vertex> found = new ArrayList<>(nodes.size());
    for (Node node : nodes) {
      found.add(intern(node));
    }
    List<Vertex> level = openWrappers(asked);
    while (!level.isEmpty() && !stop.getAsBoolean()) {
      existence.look(level);
      next = new ArrayList<>(level.size() == 1 ? 4 : level.size());
      expand(level);
      level = next;
    }
    ordered = Order.settle(vertices, from);
    if (listeners.any()) {
      tellBroken(from);
    }
    return found;
  }

  /** What was found last, which is all from index {@code from} on, requirements first. */
  Vertex[] ordered(int from) {
    return ordered.length == vertices.size() - from ? ordered : Order.of(vertices, from);
  }

  /** The vertex of {@code node}; a new one is also put into the next level. */
  private Vertex intern(Node node) {
    Vertex vertex = vertices.intern(node);
    if (vertex.index >= seen) {
      seen = vertex.index + 1;
      next.add(vertex);
    }
    return vertex;
  }

  private List<Vertex> openWrappers(boolean asked) {
    List<Vertex> rest = new ArrayList<>(next.size());
    while (!next.isEmpty()) {
      List<Vertex> level = next;
      next = new ArrayList<>();
      for (Vertex vertex : level) {
        vertex.strict = asked;
        if (vertex.isWrapper()) {
          open(vertex);
        } else {
          rest.add(vertex);
        }
      }
    }
    return rest;
  }

  private void expand(List<Vertex> level) {
    Pace pace = Pace.of(level.size());
    for (int i = 0; i < level.size(); i++) {
      Vertex vertex = level.get(i);
      if (listeners.any()) {
        tellPresence(vertex);
      }
      if (isToBeOpened(vertex)) {
        if (pace.isSlow(i)) {
          spread(level, i);
          return;
        }
        open(vertex);
      }
    }
  }

  private boolean isToBeOpened(Vertex vertex) {
    return vertex.state == PlannedTask.State.TO_RUN && (vertex.isWrapper() || !only);
  }

  /** Opens the rest of a level whose {@code requires()} take long: they run side by side. */
  private void spread(List<Vertex> level, int from) {
    List<Vertex> rest = new ArrayList<>(level.size() - from);
    for (int i = from; i < level.size(); i++) {
      if (isToBeOpened(level.get(i))) {
        rest.add(level.get(i));
      }
      if (i > from && listeners.any()) {
        tellPresence(level.get(i));
      }
    }
    SideBySide<Requirements> answers =
        SideBySide.of(rest, vertex -> Requirements.requiredBy(vertex.node()));
    for (int i = 0; i < rest.size(); i++) {
      Vertex vertex = rest.get(i);
      try {
        connect(vertex, answers.get(i));
      } catch (Exception | LinkageError | StackOverflowError e) {
        vertex.breakWith(Failures.of(e, vertex.node()));
      }
    }
  }

  private void open(Vertex vertex) {
    try {
      connect(vertex, Requirements.requiredBy(vertex.node()));
    } catch (Exception | LinkageError | StackOverflowError e) {
      vertex.breakWith(Failures.of(e, vertex.node()));
    }
  }

  private void connect(Vertex vertex, Requirements requirements) {
    if (requirements.isEmpty()) {
      return;
    }
    hard.clear();
    soft.clear();
    try {
      for (Node node : requirements.hard()) {
        add(vertex, node, hard, vertex.index * 2);
      }
      for (Node node : requirements.soft()) {
        add(vertex, node, soft, vertex.index * 2 + 1);
      }
    } catch (InvalidTaskType e) {
      vertex.breakWith(
          Failure.permanent(vertex.name() + " requires what is no task: " + e.getMessage()));
      return;
    }
    vertex.hard = array(hard);
    vertex.soft = soft.isEmpty() ? Vertex.NONE : array(withoutHard());
  }

  /**
   * @param mark says that this parent has the vertex already; those for hard and soft requirements
   *     differ
   */
  private void add(Vertex parent, Node node, List<Vertex> required, int mark) {
    Vertex vertex = intern(node);
    if (vertex.mark == mark) {
      return;
    }
    vertex.mark = mark;
    required.add(vertex);
    if (listeners.any()) {
      listeners.tell(new RunEvent.DependencyDiscovered(parent, vertex));
    }
  }

  private List<Vertex> withoutHard() {
    List<Vertex> rest = new ArrayList<>(soft.size());
    for (Vertex vertex : soft) {
      if (!hard.contains(vertex) && !rest.contains(vertex)) {
        rest.add(vertex);
      }
    }
    return rest;
  }

  private static Vertex[] array(List<Vertex> list) {
    return list.isEmpty() ? Vertex.NONE : list.toArray(Vertex.NONE);
  }

  private void tellPresence(Vertex vertex) {
    switch (vertex.state) {
      case DONE -> listeners.tell(new RunEvent.DependencyPresent(vertex));
      case MISSING -> listeners.tell(new RunEvent.DependencyMissing(vertex));
      case TO_RUN, BROKEN, BLOCKED -> {}
    }
  }

  private void tellBroken(int from) {
    for (int i = from; i < vertices.size(); i++) {
      Vertex vertex = vertices.at(i);
      Failure failure = vertex.failure;
      if (vertex.state == PlannedTask.State.BROKEN && failure != null) {
        listeners.tell(new RunEvent.TaskBroken(vertex, failure));
      }
    }
  }
}
