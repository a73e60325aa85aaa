package dev.stillson;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A run of days: a day, an ISO week, a month, a year, or any other; half-open, as Luigi's are.
 *
 * @param kind what the interval is called by
 * @param start the first day
 * @param end the day after the last one; after {@code start}
 */
public record DateInterval(Kind kind, LocalDate start, LocalDate end)
    implements Comparable<DateInterval> {

  /** What an interval is called by; decides its text form. */
  public enum Kind {
    /** {@code 2026-11-21}. */
    DATE,
    /** {@code 2026-W47}, Monday to Sunday. */
    WEEK,
    /** {@code 2026-11}. */
    MONTH,
    /** {@code 2026}. */
    YEAR,
    /** {@code 2026-11-01-2026-11-30}: from the first day up to, and without, the second. */
    CUSTOM
  }

  /**
   * Checks the days.
   *
   * @throws IllegalArgumentException if {@code end} is not after {@code start}, or the days do not
   *     make up one {@code kind}
   */
  public DateInterval {
    LocalDate expected =
        switch (kind) {
          case DATE -> start.plusDays(1);
          case WEEK -> start.getDayOfWeek() == DayOfWeek.MONDAY ? start.plusDays(7) : null;
          case MONTH -> start.getDayOfMonth() == 1 ? start.plusMonths(1) : null;
          case YEAR -> start.getDayOfYear() == 1 ? start.plusYears(1) : null;
          case CUSTOM -> end;
        };
    if (!end.isAfter(start) || !end.equals(expected)) {
      throw new IllegalArgumentException(
          "Not a %s: %s up to %s".formatted(kind.name().toLowerCase(Locale.ROOT), start, end));
    }
  }

  /** The one day {@code date}. */
  public static DateInterval of(LocalDate date) {
    return new DateInterval(Kind.DATE, date, date.plusDays(1));
  }

  /** All days of {@code month}. */
  public static DateInterval of(YearMonth month) {
    return new DateInterval(Kind.MONTH, month.atDay(1), month.plusMonths(1).atDay(1));
  }

  /** All days of {@code year}. */
  public static DateInterval of(Year year) {
    return new DateInterval(Kind.YEAR, year.atDay(1), year.plusYears(1).atDay(1));
  }

  /** From {@code start} up to, and without, {@code end}. */
  public static DateInterval of(LocalDate start, LocalDate end) {
    return new DateInterval(Kind.CUSTOM, start, end);
  }

  /** The ISO week that {@code date} is in. */
  public static DateInterval weekOf(LocalDate date) {
    LocalDate monday = date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    return new DateInterval(Kind.WEEK, monday, monday.plusDays(7));
  }

  /**
   * Reads any of the five forms of {@link Kind}.
   *
   * @throws DateTimeException if {@code text} is of none of them
   */
  public static DateInterval parse(String text) {
    try {
      return switch (text.length()) {
        case 4 -> of(Year.parse(text));
        case 7 -> of(YearMonth.parse(text));
        case 8 -> week(text);
        case 10 -> of(LocalDate.parse(text));
        case 21 -> {
          if (text.charAt(10) != '-') {
            throw unreadable(text);
          }
          yield of(LocalDate.parse(text.substring(0, 10)), LocalDate.parse(text.substring(11)));
        }
        default -> throw unreadable(text);
      };
    } catch (IllegalArgumentException e) {
      throw new DateTimeException(e.getMessage(), e);
    }
  }

  private static DateInterval week(String text) {
    int week = text.startsWith("-W", 4) ? digits(text, 6) : 0;
    int year = digits(text.substring(0, 4), 0);
    LocalDate inFirstWeek = LocalDate.of(year, 1, 4);
    DateInterval interval = weekOf(inFirstWeek.plusWeeks(week - 1L));
    if (week < 1 || interval.start.get(IsoFields.WEEK_BASED_YEAR) != year) {
      throw unreadable(text);
    }
    return interval;
  }

  private static int digits(String text, int from) {
    String digits = text.substring(from);
    if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw unreadable(text);
    }
    return Integer.parseInt(digits);
  }

  private static DateTimeException unreadable(String text) {
    return new DateTimeException(
        "'"
            + text
            + "' is not a date interval such as 2026, 2026-11, 2026-W47, 2026-11-21 or 2026-11-01-2026-11-30");
  }

  /** The days, first to last. */
  public Stream<LocalDate> dates() {
    return start.datesUntil(end);
  }

  /** The hours of all days, first to last. */
  public Stream<Hour> hours() {
    return dates().flatMap(day -> IntStream.range(0, 24).mapToObj(hour -> Hour.of(day, hour)));
  }

  /** Whether {@code date} is one of the days. */
  public boolean contains(LocalDate date) {
    return !date.isBefore(start) && date.isBefore(end);
  }

  /** The interval of this kind and length just after this one. */
  public DateInterval next() {
    return switch (kind) {
      case DATE -> of(end);
      case WEEK -> weekOf(end);
      case MONTH -> of(YearMonth.from(end));
      case YEAR -> of(Year.from(end));
      case CUSTOM -> of(end, end.plusDays(end.toEpochDay() - start.toEpochDay()));
    };
  }

  /** The interval of this kind and length just before this one. */
  public DateInterval previous() {
    LocalDate last = start.minusDays(1);
    return switch (kind) {
      case DATE -> of(last);
      case WEEK -> weekOf(last);
      case MONTH -> of(YearMonth.from(last));
      case YEAR -> of(Year.from(last));
      case CUSTOM -> of(start.minusDays(end.toEpochDay() - start.toEpochDay()), start);
    };
  }

  /** By first day, then by last day, then by kind. */
  @Override
  public int compareTo(DateInterval other) {
    int byStart = start.compareTo(other.start);
    int byEnd = byStart != 0 ? byStart : end.compareTo(other.end);
    return byEnd != 0 ? byEnd : kind.compareTo(other.kind);
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    return switch (kind) {
      case DATE -> start.toString();
      case WEEK ->
          "%04d-W%02d"
              .formatted(
                  start.get(IsoFields.WEEK_BASED_YEAR),
                  start.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case MONTH -> YearMonth.from(start).toString();
      case YEAR -> "%04d".formatted(start.getYear());
      case CUSTOM -> start + "-" + end;
    };
  }
}
