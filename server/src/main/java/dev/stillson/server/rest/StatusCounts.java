package dev.stillson.server.rest;

import dev.stillson.core.scheduler.Status;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** How many tasks there are of each status. One thread counts, any number reads. */
final class StatusCounts {
  private final Map<Status, AtomicInteger> counts = new EnumMap<>(Status.class);
  private int all;

  StatusCounts() {
    for (Status status : Status.values()) {
      counts.put(status, new AtomicInteger());
    }
  }

  /** Counts so many more, and returns how many there are of all statuses. */
  int add(Status status, int more) {
    AtomicInteger count = counts.get(status);
    if (count != null) {
      count.addAndGet(more);
    }
    all += more;
    return all;
  }

  /** The counts; those that are 0 are left out. */
  Map<Status, Integer> toMap() {
    Map<Status, Integer> map = new EnumMap<>(Status.class);
    counts.forEach((status, count) -> {
      int now = count.get();
      if (now > 0) {
        map.put(status, now);
      }
    });
    return map;
  }
}
