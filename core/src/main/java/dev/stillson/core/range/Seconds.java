package dev.stillson.core.range;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Counts the steps of a fixed length since 1970 in UTC. */
final class Seconds {
  private Seconds() {}

  /** The first step of {@code length} seconds that does not begin before {@code instant}. */
  static long steps(Instant instant, long length) {
    long seconds = instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0);
    return Math.ceilDiv(seconds, length);
  }

  static long of(LocalDateTime time) {
    return time.toEpochSecond(ZoneOffset.UTC);
  }

  static LocalDateTime time(long seconds) {
    return LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
  }
}
