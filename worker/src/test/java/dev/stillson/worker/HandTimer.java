package dev.stillson.worker;

import dev.stillson.worker.scheduler.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/** A timer whose hands a test moves. */
final class HandTimer implements Timer {
  private final PriorityQueue<Entry> alarms = new PriorityQueue<>();
  private Instant now = Instant.parse("2026-11-21T05:00:00Z");
  private long count;

  private record Entry(Instant time, long order, Runnable task) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      int byTime = time.compareTo(other.time);
      return byTime == 0 ? Long.compare(order, other.order) : byTime;
    }
  }

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized Alarm after(Duration wait, Runnable task) {
    Entry entry = new Entry(now.plus(wait), count++, task);
    alarms.add(entry);
    notifyAll();
    return () -> cancel(entry);
  }

  private synchronized void cancel(Entry entry) {
    alarms.remove(entry);
  }

  /** Waits for an alarm to be set, then moves to the time of the next one and rings it. */
  Duration ring() throws InterruptedException {
    Entry next;
    Duration moved;
    synchronized (this) {
      while (alarms.isEmpty()) {
        wait();
      }
      next = alarms.remove();
      moved = Duration.between(now, next.time());
      now = next.time();
    }
    next.task().run();
    return moved;
  }

  @Override
  public void close() {}
}
