package dev.stillson.core.scheduler;

import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What becomes due by the passing of time, earliest first. */
final class Timers {
  private final TreeSet<Timer> timers = new TreeSet<>();
  private long next;

  Timer start(Instant at, TaskState task) {
    Timer timer = new Timer(at, next++, task);
    timers.add(timer);
    return timer;
  }

  void stop(@Nullable Timer timer) {
    if (timer != null) {
      timers.remove(timer);
    }
  }

  /** Takes the next one that is due. */
  @Nullable Timer due(Instant now) {
    if (timers.isEmpty() || timers.first().at().isAfter(now)) {
      return null;
    }
    return timers.pollFirst();
  }

  Optional<Instant> next() {
    return timers.isEmpty() ? Optional.empty() : Optional.of(timers.first().at());
  }

  int size() {
    return timers.size();
  }
}
