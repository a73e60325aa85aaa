package dev.stillson.server.simulation;

import dev.stillson.core.scheduler.Assignment;
import dev.stillson.core.scheduler.Claimed;
import dev.stillson.core.scheduler.Lease;
import dev.stillson.core.scheduler.Resumption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a model worker has in hand, by the rules of Java workers: what comes twice counts once. */
final class Hands {
  private final Map<String, Integer> attempts = new LinkedHashMap<>();
  private final Set<String> parked = new LinkedHashSet<>();
  private final Map<String, @Nullable Resumption> asking = new HashMap<>();

  /** To be started. */
  final List<Assignment> given = new ArrayList<>();

  /** To be gone on with. */
  final List<Resumption> resumed = new ArrayList<>();

  Set<String> held() {
    Set<String> held = new LinkedHashSet<>(attempts.keySet());
    held.removeAll(parked);
    return held;
  }

  List<Lease> leases() {
    List<Lease> leases = new ArrayList<>();
    attempts.forEach((task, attempt) -> leases.add(new Lease(task, attempt)));
    return leases;
  }

  boolean holds(Lease lease) {
    return Integer.valueOf(lease.attempt()).equals(attempts.get(lease.taskId()));
  }

  void take(Claimed claimed) {
    for (Assignment one : claimed.assignments()) {
      Integer before = attempts.put(one.taskId(), one.attempt());
      if (before == null || before != one.attempt()) {
        parked.remove(one.taskId());
        given.add(one);
      }
    }
    for (Resumption one : claimed.resumptions()) {
      if (asking.containsKey(one.taskId())) {
        asking.put(one.taskId(), one);
      } else if (parked.remove(one.taskId())) {
        resumed.add(one);
      }
    }
  }

  void end(Lease lease) {
    if (attempts.remove(lease.taskId(), lease.attempt())) {
      parked.remove(lease.taskId());
    }
  }

  void asks(String task) {
    asking.put(task, null);
  }

  /** The task is parked; whether its resumption has come already. */
  boolean park(String task) {
    Resumption quicker = asking.remove(task);
    if (quicker == null) {
      parked.add(task);
      return false;
    }
    resumed.add(quicker);
    return true;
  }

  void goesOn(String task) {
    asking.remove(task);
  }
}
