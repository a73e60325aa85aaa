package dev.stillson.server.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;

/** What is going to happen, by virtual time, and the clock that people set, which may jump. */
final class Agenda implements InstantSource {
  private static final Instant BEGIN = Instant.parse("2026-11-21T05:00:00Z");

  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private long now;
  private long number;
  private long steps;
  private long setBack;
  private Duration shift = Duration.ZERO;

  private record Entry(long at, long number, Runnable action) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byTime = Long.compare(at, other.at);
      return byTime == 0 ? Long.compare(number, other.number) : byTime;
    }
  }

  /** The time that nobody can set, in nanoseconds from the beginning. */
  long nanos() {
    return now;
  }

  @Override
  public Instant instant() {
    return BEGIN.plusNanos(now).plus(shift);
  }

  /** The clock is set forward, or back. */
  void jump(Duration by) {
    shift = shift.plus(by);
    setBack += Math.max(0, -by.toNanos());
  }

  /** By how much the clock was set back in all, in nanoseconds. */
  long setBack() {
    return setBack;
  }

  /** How many things have happened. */
  long steps() {
    return steps;
  }

  /** Lets {@code action} happen after {@code nanos}. */
  void after(long nanos, Runnable action) {
    entries.add(new Entry(now + nanos, number++, action));
  }

  /** Lets the next thing happen, if there is one up to {@code end}; otherwise it is {@code end}. */
  boolean step(long end) {
    Entry next = entries.peek();
    if (next == null || next.at > end) {
      now = Math.max(now, end);
      return false;
    }
    entries.remove();
    now = next.at;
    steps++;
    next.action.run();
    return true;
  }
}
