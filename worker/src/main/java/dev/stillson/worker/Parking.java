package dev.stillson.worker;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where an attempt waits for what it required while running. One stay at a time. */
final class Parking {
  private @Nullable List<String> failed;

  /** Lets the attempt go on; {@code failed} are the ids of what it required in vain. */
  synchronized void resume(List<String> failed) {
    this.failed = failed;
    notifyAll();
  }

  /** Waits for {@link #resume}; returns what it was given. */
  synchronized List<String> stay() throws InterruptedException {
    List<String> result = failed;
    while (result == null) {
      wait();
      result = failed;
    }
    failed = null;
    return result;
  }
}
