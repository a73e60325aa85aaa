package dev.stillson.core.scheduler;

import java.time.Instant;

/** Something that becomes due. */
record Timer(Instant at, long number, TaskState task) implements Comparable<Timer> {
  @Override
  public int compareTo(Timer other) {
    int byTime = at.compareTo(other.at);
    return byTime != 0 ? byTime : Long.compare(number, other.number);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(number);
  }
}
