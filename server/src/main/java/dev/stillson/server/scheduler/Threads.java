package dev.stillson.server.scheduler;

/** Threads that end when they are told to. */
final class Threads {
  private Threads() {}

  /** Waits for the end of {@code thread}; an interruption is kept until then. */
  static void awaitEnd(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
