package dev.stillson.server.store;

import java.time.Instant;

/** Times as numbers that sort and that SQL can count with: nanoseconds since 1970 UTC. */
final class Nanos {
  private static final long BILLION = 1_000_000_000;

  private Nanos() {}

  /** Times more than 292 years away become the farthest ones. */
  static long of(Instant time) {
    try {
      return Math.addExact(Math.multiplyExact(time.getEpochSecond(), BILLION), time.getNano());
    } catch (ArithmeticException e) {
      return time.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  static Instant time(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, BILLION), Math.floorMod(nanos, BILLION));
  }
}
