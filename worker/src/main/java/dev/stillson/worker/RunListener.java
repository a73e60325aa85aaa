package dev.stillson.worker;

import dev.stillson.Node;

/**
 * Is told what happens in a run. Called in the thread in which it happens, often from several
 * threads at once, so it must be quick. An exception it throws is logged and changes nothing.
 */
@FunctionalInterface
public interface RunListener {

  /** {@code event} just happened. */
  void on(RunEvent event);

  /** A listener that hears only of tasks of class {@code type} or a subtype. */
  static RunListener forTasks(Class<? extends Node> type, RunListener listener) {
    return event -> {
      if (event instanceof RunEvent.OfTask ofTask && type.isInstance(ofTask.task().node())) {
        listener.on(event);
      }
    };
  }
}
