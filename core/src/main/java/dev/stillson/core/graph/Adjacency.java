package dev.stillson.core.graph;

/** A directed graph of vertices that are numbered from 0: which others each one points to. */
public interface Adjacency {

  /** How many vertices there are. */
  int size();

  /** How many edges leave {@code vertex}. */
  int degree(int vertex);

  /** The vertex that edge {@code edge} (from 0) of {@code vertex} points to. */
  int target(int vertex, int edge);

  /**
   * The graph in which vertex {@code v} points to {@code targets[v]}; the arrays are not copied.
   */
  static Adjacency of(int[][] targets) {
    return new Rows(targets);
  }

  /** A graph as one array for each vertex. */
  final class Rows implements Adjacency {
    private final int[][] targets;

    private Rows(int[][] targets) {
      this.targets = targets;
    }

    @Override
    public int size() {
      return targets.length;
    }

    @Override
    public int degree(int vertex) {
      return targets[vertex].length;
    }

    @Override
    public int target(int vertex, int edge) {
      return targets[vertex][edge];
    }
  }
}
