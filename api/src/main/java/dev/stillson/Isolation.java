package dev.stillson;

/** Where a task's code runs. */
public sealed interface Isolation {

  /** On a virtual thread of the worker; the default, and the cheapest. */
  Isolation THREAD = VirtualThread.SHARED;

  /** On a virtual thread of the worker. */
  static Isolation thread() {
    return THREAD;
  }

  /**
   * On a platform thread of its own, for long computations where the worker runs more tasks than it
   * has cores.
   */
  static Isolation platformThread() {
    return PlatformThread.OWN;
  }

  /**
   * In a JVM of its own: it has a heap of its own, and is killed when it does not stop after its
   * timeout.
   *
   * @param heap the most it may take, as {@code -Xmx} does: {@code 512m}, {@code 4g}
   * @throws IllegalArgumentException if {@code heap} is not of that form
   */
  static Isolation childJvm(String heap) {
    return new ChildJvm(heap);
  }

  /** A virtual thread. */
  enum VirtualThread implements Isolation {
    /** The one value. */
    SHARED
  }

  /** A platform thread. */
  enum PlatformThread implements Isolation {
    /** The one value. */
    OWN
  }

  /**
   * A JVM of the task's own.
   *
   * @param heap the most heap it may take, as {@code -Xmx} does
   */
  record ChildJvm(String heap) implements Isolation {
    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException if {@code heap} is not digits and one of k, m, g
     */
    public ChildJvm {
      if (!heap.matches("[1-9][0-9]{0,9}[kKmMgG]")) {
        throw new IllegalArgumentException(
            "The heap of a child JVM is '" + heap + "'; it must be a size such as 512m or 4g");
      }
    }
  }
}
