package dev.stillson;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/**
 * One minute of a day, without a zone.
 *
 * @param start its first moment; cut to the full minute
 */
public record Minute(LocalDateTime start) implements Comparable<Minute> {

  /** Cuts {@code start} to the full minute. */
  public Minute {
    start = start.truncatedTo(ChronoUnit.MINUTES);
  }

  /**
   * Reads {@code 2026-11-21T1504}.
   *
   * @throws DateTimeException if {@code text} is not of that form
   */
  public static Minute parse(String text) {
    return new Minute(CompactTime.parse(text, 4, "2026-11-21T1504"));
  }

  /** The hour this minute is in. */
  public Hour hour() {
    return new Hour(start);
  }

  /** The minute {@code minutes} later. */
  public Minute plus(long minutes) {
    return new Minute(start.plusMinutes(minutes));
  }

  @Override
  public int compareTo(Minute other) {
    return start.compareTo(other.start);
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    return CompactTime.format(start, 4);
  }
}
