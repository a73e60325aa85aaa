package dev.stillson.worker;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts vertices into an order in which each comes after what it requires, as a walk depth first
 * meets them: what belongs together is done together. Breaks vertices on a cycle.
 *
 * <p>Each cycle has an edge back to a vertex that the walk is still below, and all between the two
 * are broken; so without the edges of broken vertices the graph has no cycle.
 */
final class Order {
  private static final int SHOWN = 12;

  private final Vertex[] vertices;
  private final int from;

  /** 0: not met; above 0: being walked, its place on the stack from 1; -1: placed. */
  private final int[] place;

  private final Vertex[] ordered;
  private int count;
  private Vertex[] stack = new Vertex[64];

  /** Which requirement of each vertex on the stack is next, hard ones first. */
  private int[] next = new int[64];

  private int depth;

  private Order(Vertex[] vertices, int from) {
    this.vertices = vertices;
    this.from = from;
    this.place = new int[vertices.length];
    this.ordered = new Vertex[vertices.length];
  }

  /** All vertices of {@code graph} from index {@code from} on, requirements first. */
  static Vertex[] of(Vertices graph, int from) {
    Order order = new Order(graph.from(from), from);
    for (Vertex vertex : order.vertices) {
      order.walk(vertex);
    }
    return order.ordered;
  }

  /**
   * Settles the state of all vertices from index {@code from} on, which were just found: breaks
   * cycles, completes wrappers of what is complete, blocks what waits for what cannot be. Returns
   * them, requirements first.
   */
  static Vertex[] settle(Vertices graph, int from) {
    Vertex[] ordered = of(graph, from);
    for (Vertex vertex : ordered) {
      if (vertex.state == PlannedTask.State.TO_RUN) {
        settle(vertex);
      }
    }
    return ordered;
  }

  private static void settle(Vertex vertex) {
    boolean done = vertex.isWrapper();
    for (Vertex required : vertex.hard) {
      switch (required.state) {
        case DONE -> {}
        case TO_RUN -> done = false;
        case MISSING, BROKEN, BLOCKED -> {
          vertex.state = PlannedTask.State.BLOCKED;
          return;
        }
      }
    }
    for (Vertex required : vertex.soft) {
      done &= required.state == PlannedTask.State.DONE;
    }
    if (done) {
      vertex.state = PlannedTask.State.DONE;
    }
  }

  private void walk(Vertex start) {
    if (place[start.index - from] != 0) {
      return;
    }
    push(start);
    while (depth > 0) {
      Vertex vertex = stack[depth - 1];
      Vertex required = required(vertex, next[depth - 1]++);
      if (required == null) {
        place[vertex.index - from] = -1;
        ordered[count++] = vertex;
        depth--;
      } else if (required.index >= from) {
        int met = place[required.index - from];
        if (met == 0) {
          push(required);
        } else if (met > 0) {
          breakCycle(met - 1);
        }
      }
    }
  }

  private static @Nullable Vertex required(Vertex vertex, int position) {
    Vertex[] hard = vertex.hard;
    if (position < hard.length) {
      return hard[position];
    }
    int rest = position - hard.length;
    return rest < vertex.soft.length ? vertex.soft[rest] : null;
  }

  private void push(Vertex vertex) {
    if (depth == stack.length) {
      stack = Arrays.copyOf(stack, depth * 2);
      next = Arrays.copyOf(next, depth * 2);
    }
    stack[depth] = vertex;
    next[depth++] = 0;
    place[vertex.index - from] = depth;
  }

  private void breakCycle(int bottom) {
    StringBuilder path = new StringBuilder("The tasks require each other in a circle\n  circle: ");
    int length = depth - bottom;
    for (int i = 0; i < length; i++) {
      if (length > SHOWN && i == SHOWN / 2) {
        int left = length - SHOWN;
        path.append("… ").append(left).append(" more …\n    → ");
        i += left;
      }
      path.append(stack[bottom + i].name()).append("\n    → ");
    }
    path.append(stack[bottom].name());
    Failure failure = Failure.permanent(path.toString());
    for (int i = bottom; i < depth; i++) {
      if (stack[i].state != PlannedTask.State.BROKEN) {
        stack[i].breakWith(failure);
      }
    }
  }
}
