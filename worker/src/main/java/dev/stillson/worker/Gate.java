package dev.stillson.worker;

/**
 * Keeps an attempt that is over from publishing: what is being published when it is closed may
 * finish, nothing begins any more.
 */
final class Gate {
  private boolean open = true;
  private int publishing;

  /** Whether the attempt goes on; cheap. */
  synchronized boolean isOpen() {
    return open;
  }

  /**
   * Begins to publish.
   *
   * @throws IllegalStateException if the attempt is over
   */
  synchronized void enter() {
    check();
    publishing++;
  }

  /** Ends what {@link #enter} began. */
  synchronized void leave() {
    publishing--;
    notifyAll();
  }

  /**
   * @throws IllegalStateException if the attempt is over
   */
  synchronized void check() {
    if (!open) {
      throw new IllegalStateException(
          "The attempt is over; its context can be used no more"
              + "\nhint: threads that a task starts must end before run() returns");
    }
  }

  /** Lets nothing begin from now on. */
  synchronized void close() {
    open = false;
  }

  /**
   * Closes, and waits until nothing is being published.
   *
   * @param nanos how long at most
   */
  synchronized void closeAndWait(long nanos) throws InterruptedException {
    open = false;
    long end = System.nanoTime() + nanos;
    long left = nanos;
    while (publishing > 0 && left > 0) {
      wait(left / 1_000_000, (int) (left % 1_000_000));
      left = end - System.nanoTime();
    }
  }
}
