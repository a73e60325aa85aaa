package dev.stillson.worker;

/** How fast a level of the graph is being opened: most {@code requires()} are a few operations. */
final class Pace {
  private static final long LONG = 20_000_000;
  private static final long NOTICEABLE = 2_000_000;
  private static final long SLOW_EACH = 50_000;
  private static final int SAMPLE = 16;
  private static final Pace SINGLE = new Pace(0);

  private final long start;

  private Pace(long start) {
    this.start = start;
  }

  static Pace of(int size) {
    return size < 2 ? SINGLE : new Pace(System.nanoTime());
  }

  /** Whether those after the first {@code count} had better be opened side by side. */
  boolean isSlow(int count) {
    if (count == 0) {
      return false;
    }
    long spent = System.nanoTime() - start;
    return spent > NOTICEABLE && (count < SAMPLE ? spent > LONG : spent / count > SLOW_EACH);
  }
}
