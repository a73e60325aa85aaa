package dev.stillson.worker.scheduler;

import dev.stillson.core.scheduler.Assignment;
import dev.stillson.core.scheduler.Claimed;
import dev.stillson.core.scheduler.Lease;
import dev.stillson.core.scheduler.Resumption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the worker has in hand, as far as the scheduler was told: attempts that run or are parked.
 * What a reply brings twice is passed on once. Not safe for threads.
 */
final class Hand {
  private final Map<String, Integer> attempts = new HashMap<>();
  private final Set<String> parked = new HashSet<>();

  /** Tasks that asked to be parked and have no answer yet, with a resumption that was quicker. */
  private final Map<String, @Nullable Resumption> asking = new HashMap<>();

  /** The ids to name with a claim: parked ones are not named. */
  Set<String> held() {
    Set<String> held = new HashSet<>(attempts.keySet());
    held.removeAll(parked);
    return held;
  }

  boolean isEmpty() {
    return attempts.isEmpty();
  }

  List<Lease> leases() {
    List<Lease> leases = new ArrayList<>(attempts.size());
    attempts.forEach((task, attempt) -> leases.add(new Lease(task, attempt)));
    return leases;
  }

  boolean holds(Lease lease) {
    return Integer.valueOf(lease.attempt()).equals(attempts.get(lease.taskId()));
  }

  /** Takes what a claim gave; returns what of it is new. */
  Claimed take(Claimed claimed) {
    if (claimed.assignments().isEmpty() && claimed.resumptions().isEmpty()) {
      return claimed;
    }
    List<Assignment> assignments = new ArrayList<>(claimed.assignments().size());
    for (Assignment assignment : claimed.assignments()) {
      Integer before = attempts.put(assignment.taskId(), assignment.attempt());
      if (before == null || before != assignment.attempt()) {
        parked.remove(assignment.taskId());
        assignments.add(assignment);
      }
    }
    List<Resumption> resumptions = new ArrayList<>(claimed.resumptions().size());
    for (Resumption resumption : claimed.resumptions()) {
      if (asking.containsKey(resumption.taskId())) {
        asking.put(resumption.taskId(), resumption);
      } else if (parked.remove(resumption.taskId())) {
        resumptions.add(resumption);
      }
    }
    return with(claimed, assignments, resumptions);
  }

  static Claimed with(Claimed claimed, List<Assignment> assignments, List<Resumption> resumptions) {
    return new Claimed(
        assignments,
        resumptions,
        claimed.live(),
        claimed.nextWake(),
        claimed.standing(),
        claimed.pending(),
        claimed.uniquePending(),
        claimed.latestPending());
  }

  /** The attempt is over. */
  void end(Lease lease) {
    if (attempts.remove(lease.taskId(), lease.attempt())) {
      parked.remove(lease.taskId());
    }
  }

  /** The task is about to ask to be parked. */
  void asks(String taskId) {
    asking.put(taskId, null);
  }

  /** The task is parked; returns its resumption if that was quicker than this answer. */
  @Nullable Resumption park(String taskId) {
    Resumption resumption = asking.remove(taskId);
    if (resumption == null) {
      parked.add(taskId);
    }
    return resumption;
  }

  /** The task is not parked. */
  void goesOn(String taskId) {
    asking.remove(taskId);
  }
}
