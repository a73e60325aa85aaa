package dev.stillson.core.graph;

import java.util.List;

/**
 * A graph as it is to be drawn.
 *
 * @param vertices numbered from 0 by their place
 */
public record Drawing(List<Vertex> vertices) {

  /** Copies {@code vertices}. */
  public Drawing {
    vertices = List.copyOf(vertices);
  }

  /**
   * A vertex.
   *
   * @param label its name; may hold any character
   * @param note what is said about it, such as its status; may be empty
   * @param tone its colour
   * @param needs the numbers of the vertices it needs
   * @param softNeeds the numbers of those that it waits for, but may do without
   */
  public record Vertex(
      String label, String note, Tone tone, List<Integer> needs, List<Integer> softNeeds) {
    /** Copies the lists. */
    public Vertex {
      needs = List.copyOf(needs);
      softNeeds = List.copyOf(softNeeds);
    }

    int degree() {
      return needs.size() + softNeeds.size();
    }

    /** The vertex at the end of edge {@code edge}: the needed ones first. */
    int target(int edge) {
      return edge < needs.size() ? needs.get(edge) : softNeeds.get(edge - needs.size());
    }

    boolean isSoft(int edge) {
      return edge >= needs.size();
    }
  }

  /** The colour of a vertex. */
  public enum Tone {
    /** Nothing special. */
    PLAIN("#ffffff"),
    /** All is done. */
    GOOD("#cfe8cf"),
    /** Something is to be done, or being done. */
    ACTIVE("#cfe0f5"),
    /** Something went wrong, or is missing. */
    BAD("#f5cfcf");

    final String colour;

    Tone(String colour) {
      this.colour = colour;
    }
  }
}
