package dev.stillson.core.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds a cycle. First all vertices are taken away that have nothing to wait for, then those that
 * wait only for these, and so on; what is left waits for itself. From there one follows the edges
 * until a vertex comes again, and takes the shortest way back to it. Time and memory are linear,
 * and nothing recurs.
 */
public final class Cycles {
  private static final int MOST_SHOWN = 20;

  private final Adjacency graph;
  private final int[] waitsFor;

  private Cycles(Adjacency graph) {
    this.graph = graph;
    this.waitsFor = new int[graph.size()];
  }

  /**
   * A cycle of {@code graph} as a path: its vertices in the order of the edges, the first one again
   * at the end. Empty if there is none.
   */
  public static Optional<int[]> find(Adjacency graph) {
    return new Cycles(graph).find();
  }

  /** A path as one line: {@code A → B → A}; of a long one, both ends. */
  public static String show(List<String> path) {
    if (path.size() <= MOST_SHOWN) {
      return String.join(" → ", path);
    }
    int half = MOST_SHOWN / 2;
    return String.join(" → ", path.subList(0, half))
        + " → … "
        + (path.size() - MOST_SHOWN)
        + " more … → "
        + String.join(" → ", path.subList(path.size() - half, path.size()));
  }

  private Optional<int[]> find() {
    int left = peel();
    if (left == 0) {
      return Optional.empty();
    }
    int[] seen = new int[waitsFor.length];
    int vertex = 0;
    while (waitsFor[vertex] == 0) {
      vertex++;
    }
    while (seen[vertex] == 0) {
      seen[vertex] = 1;
      vertex = nextOnCycle(vertex);
    }
    return Optional.of(shortestFrom(vertex));
  }

  /** Takes away what waits for nothing that is left; says how many vertices are left. */
  private int peel() {
    int size = waitsFor.length;
    int[] starts = new int[size + 1];
    for (int v = 0; v < size; v++) {
      waitsFor[v] = graph.degree(v);
      for (int e = 0; e < waitsFor[v]; e++) {
        starts[graph.target(v, e) + 1]++;
      }
    }
    for (int v = 0; v < size; v++) {
      starts[v + 1] += starts[v];
    }
    int[] sources = new int[starts[size]];
    int[] filled = Arrays.copyOf(starts, size);
    int[] free = new int[size];
    int freed = 0;
    for (int v = 0; v < size; v++) {
      for (int e = 0; e < waitsFor[v]; e++) {
        sources[filled[graph.target(v, e)]++] = v;
      }
      if (waitsFor[v] == 0) {
        free[freed++] = v;
      }
    }
    for (int next = 0; next < freed; next++) {
      int v = free[next];
      for (int i = starts[v]; i < starts[v + 1]; i++) {
        if (--waitsFor[sources[i]] == 0) {
          free[freed++] = sources[i];
        }
      }
    }
    return size - freed;
  }

  private int nextOnCycle(int vertex) {
    int edge = 0;
    while (waitsFor[graph.target(vertex, edge)] == 0) {
      edge++;
    }
    return graph.target(vertex, edge);
  }

  /** The shortest way from {@code start}, which is on a cycle, back to it. */
  private int[] shortestFrom(int start) {
    int[] cameFrom = new int[waitsFor.length];
    Arrays.fill(cameFrom, -1);
    int[] queue = new int[waitsFor.length + 1];
    int queued = 0;
    queue[queued++] = start;
    for (int next = 0; cameFrom[start] < 0; next++) {
      int v = queue[next];
      for (int e = 0; e < graph.degree(v); e++) {
        int target = graph.target(v, e);
        if (waitsFor[target] > 0 && cameFrom[target] < 0) {
          cameFrom[target] = v;
          queue[queued++] = target;
        }
      }
    }
    int length = 1;
    for (int v = cameFrom[start]; v != start; v = cameFrom[v]) {
      length++;
    }
    int[] path = new int[length + 1];
    int v = start;
    for (int i = length; i >= 0; i--) {
      path[i] = v;
      v = cameFrom[v];
    }
    return path;
  }
}
