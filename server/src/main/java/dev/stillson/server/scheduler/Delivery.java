package dev.stillson.server.scheduler;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of stored changes to one listener: a bounded queue and a thread. */
final class Delivery {
  private static final Logger log = LoggerFactory.getLogger(Delivery.class);

  /** How many rows may wait for a listener before it misses some. */
  private static final int MOST_ROWS = 200_000;

  private static final int MOST_GROUPS = 10_000;

  private final CommitListener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Committed> queue = new ArrayDeque<>();
  private int rows;
  private boolean missed = true;
  private boolean stopped;

  Delivery(CommitListener listener) {
    this.listener = listener;
  }

  @SuppressWarnings("ReferenceEquality") // The very listener, whatever it says it equals.
  boolean isTo(CommitListener other) {
    return listener == other;
  }

  void start() {
    Thread.ofVirtual().name("stillson-listener").start(this::run);
  }

  void offer(Committed changes) {
    lock.lock();
    try {
      // A group that alone is too large is taken, so that announcing much is not always missed.
      if (!queue.isEmpty() && (rows + size(changes) > MOST_ROWS || queue.size() >= MOST_GROUPS)) {
        lose();
      } else {
        queue.add(changes);
        rows += size(changes);
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  void miss() {
    lock.lock();
    try {
      lose();
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  void stop() {
    lock.lock();
    try {
      stopped = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void lose() {
    missed = true;
    queue.clear();
    rows = 0;
  }

  private void run() {
    while (true) {
      Committed next;
      lock.lock();
      try {
        while (!missed && queue.isEmpty()) {
          if (stopped) {
            return;
          }
          changed.awaitUninterruptibly();
        }
        next = missed ? null : queue.poll();
        missed = false;
        rows -= next == null ? 0 : size(next);
      } finally {
        lock.unlock();
      }
      deliver(next);
    }
  }

  private void deliver(@Nullable Committed next) {
    try {
      if (next == null) {
        listener.resync();
      } else {
        listener.committed(next);
      }
    } catch (RuntimeException e) {
      log.error("A listener to stored changes failed and goes on with the next ones", e);
    }
  }

  private static int size(Committed changes) {
    return 1
        + changes.tasks().size()
        + changes.removedTasks().size()
        + changes.workers().size()
        + changes.ended().size();
  }
}
