package dev.stillson.server.http;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests that go on, so that the server can be closed when there are none. */
final class InFlight {
  // The open server itself counts as one.
  private final AtomicInteger count = new AtomicInteger(1);
  private final CountDownLatch idle = new CountDownLatch(1);
  private volatile boolean closing;

  /** One more goes on; false: the server is closed and no more begin. */
  boolean enter() {
    while (true) {
      int now = count.get();
      if (now == 0 || closing) {
        return false;
      }
      if (count.compareAndSet(now, now + 1)) {
        return true;
      }
    }
  }

  /** One is over. */
  void leave() {
    if (count.decrementAndGet() == 0) {
      idle.countDown();
    }
  }

  /** From now on no more begin; waits for those that go on. */
  boolean close(Duration most) throws InterruptedException {
    closing = true;
    leave();
    return idle.await(most.toMillis(), TimeUnit.MILLISECONDS);
  }
}
