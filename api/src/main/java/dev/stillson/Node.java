package dev.stillson;

/**
 * A vertex of the dependency graph: a {@link Task}, an {@link ExternalTask} or a {@link
 * WrapperTask}.
 *
 * <p>Every node is a record; its components are its parameters, its equality is its identity.
 * Methods of a node are called from several threads and may be called more than once: they compute
 * from the components and keep no state.
 */
public sealed interface Node extends Requires permits Producer, WrapperTask {

  /**
   * What must be done before this node. Called once for each run in which the node is not yet
   * complete.
   *
   * <p>Narrow the return type when overriding: {@code public LoadOrders requires()}.
   */
  default Requires requires() {
    return Requires.none();
  }

  /**
   * How this node is to be treated: priority, retries, resources and the like. Default: {@link
   * Policy#DEFAULT}.
   */
  default Policy policy() {
    return Policy.DEFAULT;
  }
}
