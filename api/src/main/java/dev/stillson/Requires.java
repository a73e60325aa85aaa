package dev.stillson;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a node needs before it can run: one node, a list of them, a record of them, or nothing.
 *
 * <p>A node's {@code requires()} returns the narrowest of these types, so that {@code
 * requires().output()} is typed without a cast.
 */
public sealed interface Requires
    permits Node, Requires.None, Requires.All, Requires.Group, Requires.Soft {

  /** Nothing is required; the default of {@link Node#requires()}. */
  static None none() {
    return None.NONE;
  }

  /** Every one of {@code nodes}, in their order. */
  @SafeVarargs
  static <N extends Node> All<N> all(N... nodes) {
    List<N> list = new ArrayList<>(nodes.length);
    for (N node : nodes) {
      list.add(node);
    }
    return new All<>(list);
  }

  /** Every one of {@code nodes}, in their order. */
  static <N extends Node> All<N> all(Collection<N> nodes) {
    return new All<>(List.copyOf(nodes));
  }

  /** Every one of {@code nodes}, in their order; the stream is consumed. */
  static <N extends Node> All<N> all(Stream<N> nodes) {
    return new All<>(nodes.toList());
  }

  /**
   * A dependency that is allowed to fail: the dependant waits until {@code node} is done
   * <em>or</em> can no longer succeed.
   */
  static <N extends Node> Soft<N> soft(N node) {
    return new Soft<>(node);
  }

  /** No requirement. */
  enum None implements Requires {
    /** The one value. */
    NONE
  }

  /**
   * A list of required nodes; may be empty.
   *
   * @param nodes in the order in which they were given; immutable, without nulls
   */
  record All<N extends Node>(List<N> nodes) implements Requires, Iterable<N> {
    /** Copies {@code nodes}. */
    public All {
      nodes = List.copyOf(nodes);
    }

    @Override
    public Iterator<N> iterator() {
      return nodes.iterator();
    }

    /** The nodes, in order. */
    public Stream<N> stream() {
      return nodes.stream();
    }
  }

  /**
   * A record whose components are requirements, for a task with inputs of several kinds.
   *
   * <p>Implemented by records only; each component is a {@link Requires} (a node, {@link All},
   * {@link Soft} or another group). A component of any other type is reported when the pipeline is
   * planned.
   */
  non-sealed interface Group extends Requires {}

  /**
   * A node that may fail without holding up the dependant.
   *
   * @param node what is waited for
   */
  record Soft<N extends Node>(N node) implements Requires {}
}
