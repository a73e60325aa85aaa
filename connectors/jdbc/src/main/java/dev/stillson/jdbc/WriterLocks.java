package dev.stillson.jdbc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** One writer at a time for each database, whichever sources name it. */
final class WriterLocks {
  private final Map<Object, ReentrantLock> locks = new ConcurrentHashMap<>();

  /**
   * Waits until no one else writes {@code database}; running the result lets the next one write.
   *
   * @throws IllegalStateException if this thread writes it already, and would wait for itself
   */
  Runnable take(Object database) throws InterruptedException {
    ReentrantLock lock = locks.computeIfAbsent(database, _ -> new ReentrantLock(true));
    if (lock.isHeldByCurrentThread()) {
      throw new IllegalStateException(
          "A load runs inside another load of the same database\n  database: %s\nhint: do both in one load, or one after the other"
              .formatted(database));
    }
    lock.lockInterruptibly();
    return lock::unlock;
  }
}
