package dev.stillson.server.event;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What happened to an attempt and its log since one who follows it was told last. */
final class LogNews {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition something = lock.newCondition();
  // Whoever begins to follow knows nothing.
  private boolean added = true;
  private boolean changed = true;
  private boolean closed;

  /**
   * What is told at once.
   *
   * @param added whether the log has become longer
   * @param changed whether the attempt may have ended
   * @param closed whether this is the last
   */
  record Notice(boolean added, boolean changed, boolean closed) {}

  void add() {
    lock.lock();
    try {
      added = true;
      something.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void change() {
    lock.lock();
    try {
      changed = true;
      something.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      something.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until there is something, and takes it; nothing of it is so if the time is over before.
   */
  Notice take(long most, TimeUnit unit) throws InterruptedException {
    lock.lock();
    try {
      long left = unit.toNanos(most);
      while (left > 0 && !closed && !added && !changed) {
        left = something.awaitNanos(left);
      }
      Notice notice = new Notice(added, changed, closed);
      added = false;
      changed = false;
      return notice;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until it is closed, or the time is over. */
  void pause(long most, TimeUnit unit) throws InterruptedException {
    lock.lock();
    try {
      long left = unit.toNanos(most);
      while (left > 0 && !closed) {
        left = something.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
