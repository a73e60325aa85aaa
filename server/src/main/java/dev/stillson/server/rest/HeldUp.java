package dev.stillson.server.rest;

import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.Status;
import dev.stillson.server.scheduler.SharedScheduler;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How many tasks wait for others, near or far.
 *
 * @param tasks how many are known
 * @param more whether there are more
 */
record HeldUp(int tasks, boolean more) {
  private static final int MOST = 1_000;
  private static final int AT_ONCE = 100;

  /**
   * What waits for any of {@code tasks}. It is found in parts, between which the scheduler goes on
   * with its work.
   */
  static HeldUp by(Collection<String> tasks, SharedScheduler scheduler) {
    Set<String> seen = new HashSet<>(tasks);
    ArrayDeque<String> open = new ArrayDeque<>(tasks);
    int count = 0;
    while (!open.isEmpty()) {
      List<String> part = new ArrayList<>();
      while (!open.isEmpty() && part.size() < AT_ONCE) {
        part.add(open.remove());
      }
      for (String id : scheduler.look(state -> waiting(state, part))) {
        if (seen.add(id)) {
          if (count == MOST) {
            return new HeldUp(MOST, true);
          }
          count++;
          open.add(id);
        }
      }
    }
    return new HeldUp(count, false);
  }

  private static List<String> waiting(Scheduler state, List<String> tasks) {
    return tasks.stream()
        .flatMap(id -> state.dependants(id).stream())
        .filter(id -> state.status(id).filter(status -> status != Status.DONE).isPresent())
        .toList();
  }
}
