package dev.stillson;

/**
 * A node that stands for a target. It is complete when its {@link #output()} exists; nothing else
 * decides that.
 *
 * @param <O> the type of the target
 */
public sealed interface Producer<O extends Target> extends Node permits Task, ExternalTask {

  /**
   * The target whose existence means that this node is complete. Pure: computed from the
   * components.
   */
  O output();
}
