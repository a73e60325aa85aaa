package dev.stillson.worker;

import java.util.EnumMap;
import java.util.Map;

/** How often each value of an enum was met. */
final class Tally<E extends Enum<E>> {
  private final Map<E, int[]> counts;

  Tally(Class<E> type) {
    this.counts = new EnumMap<>(type);
    for (E value : type.getEnumConstants()) {
      counts.put(value, new int[1]);
    }
  }

  void add(E value) {
    counts.getOrDefault(value, new int[1])[0]++;
  }

  int of(E value) {
    return counts.getOrDefault(value, new int[1])[0];
  }

  /** The states of {@code vertices} after planning. */
  static Tally<PlannedTask.State> states(Vertex[] vertices) {
    Tally<PlannedTask.State> tally = new Tally<>(PlannedTask.State.class);
    for (Vertex vertex : vertices) {
      tally.add(vertex.state);
    }
    return tally;
  }
}
