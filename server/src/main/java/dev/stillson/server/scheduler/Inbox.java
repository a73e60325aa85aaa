package dev.stillson.server.scheduler;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What callers have handed in and the scheduler's thread has not taken yet. */
final class Inbox {
  private final Queue<Order> orders = new ConcurrentLinkedQueue<>();
  private final Queue<Order.Question<?>> questions = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicBoolean signalled = new AtomicBoolean();
  private volatile @Nullable Thread reader;

  void put(Order order) {
    if (order instanceof Order.Question<?> question) {
      questions.add(question);
    } else {
      size.incrementAndGet();
      orders.add(order);
    }
    wake();
  }

  /** The next order; null: there is none. */
  @Nullable Order take() {
    Order order = orders.poll();
    if (order != null) {
      size.decrementAndGet();
    }
    return order;
  }

  Order.@Nullable Question<?> takeQuestion() {
    return questions.poll();
  }

  boolean isEmpty() {
    return orders.isEmpty();
  }

  boolean hasQuestions() {
    return !questions.isEmpty();
  }

  /** How many orders wait; questions do not count. */
  int size() {
    return size.get();
  }

  /** Lets the reader look around, even if it is just about to sleep. */
  void wake() {
    if (signalled.compareAndSet(false, true)) {
      LockSupport.unpark(reader);
    }
  }

  /** Sleeps until somebody wakes the reader, at most this long. */
  void sleep(long nanos) {
    reader = Thread.currentThread();
    if (!signalled.get() && nanos > 0) {
      LockSupport.parkNanos(this, nanos);
    }
    signalled.set(false);
  }
}
