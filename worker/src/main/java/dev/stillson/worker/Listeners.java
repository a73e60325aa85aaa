package dev.stillson.worker;

import java.util.List;
import org.slf4j.LoggerFactory;

/** Those who are told what happens. */
final class Listeners {
  private final RunListener[] all;

  Listeners(List<RunListener> all) {
    this.all = all.toArray(new RunListener[0]);
  }

  /** Whether anybody listens, so that a million events need not be made for nobody. */
  boolean any() {
    return all.length > 0;
  }

  void tell(RunEvent event) {
    for (RunListener listener : all) {
      try {
        listener.on(event);
      } catch (RuntimeException e) {
        LoggerFactory.getLogger(Engine.class)
            .warn("A listener failed at {}", event.getClass().getSimpleName(), e);
      }
    }
  }
}
