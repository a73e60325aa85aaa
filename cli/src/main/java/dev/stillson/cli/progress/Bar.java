package dev.stillson.cli.progress;

import java.time.Duration;

/** The line that says how far a run is. */
final class Bar {
  private static final int CELLS = 30;
  private static final long SECOND = 1_000_000_000L;

  private Bar() {}

  /** A bar, done of total, and after the first second rate and time left, as far as they fit. */
  static String line(int done, int total, long nanos, int columns) {
    StringBuilder line = new StringBuilder();
    int cells = Math.min(CELLS, columns - 20);
    int full = total == 0 ? 0 : (int) ((long) cells * done / Math.max(total, done));
    if (cells >= 10) {
      line.append('[').repeat('#', full).repeat('.', cells - full).append("] ");
    }
    line.append(Amounts.count(done)).append(" of ").append(Amounts.count(Math.max(total, done)));
    if (done > 0 && nanos > SECOND) {
      double perSecond = done * (double) SECOND / nanos;
      long left = (long) ((total - done) / perSecond * 1000);
      add(line, perSecond >= 1 ? Amounts.count(Math.round(perSecond)) + "/s" : "", columns);
      add(line, left > 0 ? Amounts.duration(Duration.ofMillis(left)) + " left" : "", columns);
    }
    return line.toString();
  }

  private static void add(StringBuilder line, String part, int columns) {
    if (!part.isEmpty() && line.length() + part.length() + 3 < columns) {
      line.append(", ").append(part);
    }
  }
}
