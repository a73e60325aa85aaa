package dev.stillson.server.event;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Lets one wait for what others note, until it is closed. It guards what is noted. */
final class Bell {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition rung = lock.newCondition();
  private boolean closed;

  /** Does {@code change} and wakes who waits. */
  void ring(Runnable change) {
    lock.lock();
    try {
      change.run();
      rung.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** From now on nobody waits. */
  void close() {
    ring(() -> closed = true);
  }

  /** Whether it is closed; asked while something is taken. */
  boolean isClosed() {
    return closed;
  }

  /** What {@code take} gives once there is {@code something}, or the time is over. */
  <T> T take(BooleanSupplier something, long most, TimeUnit unit, Supplier<T> take)
      throws InterruptedException {
    lock.lock();
    try {
      await(something, unit.toNanos(most));
      return take.get();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until it is closed, or the time is over. */
  void pause(long most, TimeUnit unit) throws InterruptedException {
    lock.lock();
    try {
      await(() -> false, unit.toNanos(most));
    } finally {
      lock.unlock();
    }
  }

  private void await(BooleanSupplier something, long nanos) throws InterruptedException {
    long left = nanos;
    while (left > 0 && !closed && !something.getAsBoolean()) {
      left = rung.awaitNanos(left);
    }
  }
}
