package dev.stillson.core.parameter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** The task types of one pipeline, by family. Safe for threads. */
public final class Families {
  private final TreeMap<String, TaskType> byName = new TreeMap<>();

  /**
   * Adds {@code type}; adding it again changes nothing.
   *
   * @throws FamilyConflict if another class has the same family
   */
  public synchronized void add(TaskType type) {
    TaskType present = byName.putIfAbsent(type.family(), type);
    if (present != null && present != type) {
      throw new FamilyConflict(type.family(), present.nodeClass(), type.nodeClass());
    }
  }

  /** All types, in the order of their families. */
  public synchronized Collection<TaskType> all() {
    return List.copyOf(byName.values());
  }

  /**
   * The type of family {@code name}, or the only one whose family ends in a dot and {@code name},
   * or the only one whose class is called so.
   *
   * @throws UnknownFamily if there is none, or more than one
   */
  public synchronized TaskType named(String name) {
    TaskType exact = byName.get(name);
    if (exact != null) {
      return exact;
    }
    List<TaskType> candidates = new ArrayList<>();
    for (TaskType type : byName.values()) {
      String className = type.nodeClass().getName();
      if (type.family().endsWith("." + name)
          || type.nodeClass().getSimpleName().equals(name)
          || className.equals(name)) {
        candidates.add(type);
      }
    }
    if (candidates.size() == 1) {
      return candidates.getFirst();
    }
    List<String> matching = new ArrayList<>();
    for (TaskType candidate : candidates) {
      matching.add(candidate.family());
    }
    throw new UnknownFamily(
        name, matching, Nearest.of(name, byName.keySet()), List.copyOf(byName.keySet()));
  }
}
