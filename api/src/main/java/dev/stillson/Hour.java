package dev.stillson;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/**
 * One hour of a day, without a zone.
 *
 * @param start its first moment; cut to the full hour
 */
public record Hour(LocalDateTime start) implements Comparable<Hour> {

  /** Cuts {@code start} to the full hour. */
  public Hour {
    start = start.truncatedTo(ChronoUnit.HOURS);
  }

  /** Hour {@code hour} (0 to 23) of {@code date}. */
  public static Hour of(LocalDate date, int hour) {
    return new Hour(date.atTime(hour, 0));
  }

  /**
   * Reads {@code 2026-11-21T15}.
   *
   * @throws DateTimeException if {@code text} is not of that form
   */
  public static Hour parse(String text) {
    return new Hour(CompactTime.parse(text, 2, "2026-11-21T15"));
  }

  /** The day of this hour. */
  public LocalDate date() {
    return start.toLocalDate();
  }

  /** The hour {@code hours} later. */
  public Hour plus(long hours) {
    return new Hour(start.plusHours(hours));
  }

  @Override
  public int compareTo(Hour other) {
    return start.compareTo(other.start);
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    return CompactTime.format(start, 2);
  }
}
