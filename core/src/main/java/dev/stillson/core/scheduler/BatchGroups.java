package dev.stillson.core.scheduler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The tasks ready to be handed out that could go into one batch, best first. A family has as many
 * groupings as there are different lists of batched parameters among its workers: one, as a rule.
 */
final class BatchGroups {
  /** What tasks of a batch have in common. */
  private record Key(
      String family, Demand demand, List<String> batched, Signature signature, List<String> rest) {}

  private final Map<Key, TreeSet<TaskState>> groups = new HashMap<>();
  private final Map<String, List<List<String>>> groupings = new HashMap<>();

  /** Whether {@code batched} is a new grouping of the family; it is one afterwards. */
  boolean register(String family, List<String> batched) {
    List<List<String>> known = groupings.computeIfAbsent(family, name -> new ArrayList<>(1));
    return !known.contains(batched) && known.add(batched);
  }

  void add(TaskState task) {
    for (List<String> batched : groupings.getOrDefault(task.family, List.of())) {
      add(task, batched);
    }
  }

  void add(TaskState task, List<String> batched) {
    groups.computeIfAbsent(key(task, batched), key -> new TreeSet<>(TaskState.RANK)).add(task);
  }

  void remove(TaskState task) {
    for (List<String> batched : groupings.getOrDefault(task.family, List.of())) {
      Key key = key(task, batched);
      TreeSet<TaskState> group = groups.get(key);
      if (group != null && group.remove(task) && group.isEmpty()) {
        groups.remove(key);
      }
    }
  }

  /** Those that can go with {@code first} and are ranked after it. */
  Iterable<TaskState> after(TaskState first, List<String> batched) {
    TreeSet<TaskState> group = groups.get(key(first, batched));
    return group == null ? List.of() : group.tailSet(first, false);
  }

  private static Key key(TaskState task, List<String> batched) {
    Signature signature = task.parameters.signature();
    List<String> rest = new ArrayList<>();
    for (int i = 0; i < task.parameters.size(); i++) {
      if (!batched.contains(signature.names().get(i))) {
        rest.add(task.parameters.value(i));
      }
    }
    return new Key(task.family, task.terms.demand(), batched, signature, rest);
  }
}
