package dev.stillson.core.range;

import dev.stillson.Hour;
import dev.stillson.Minute;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;

/**
 * How often a task is repeated. Its steps are numbered, so that any run of them is two numbers,
 * however long it is. Times are in UTC.
 *
 * @param <T> what names one step
 */
public sealed interface Cadence<T> permits Daily, Hourly, ByMinutes, Monthly {

  /** One step a day; looks back 100 days unless told otherwise. */
  static Cadence<LocalDate> daily() {
    return Daily.DAILY;
  }

  /** One step an hour; looks back 2,400 hours unless told otherwise. */
  static Cadence<Hour> hourly() {
    return Hourly.HOURLY;
  }

  /**
   * One step every {@code minutes} minutes, beginning with each full hour; looks back 1,440 minutes
   * unless told otherwise.
   *
   * @throws InvalidRange if {@code minutes} is not from 1 to 59, or 60 is no multiple of it
   */
  static Cadence<Minute> byMinutes(int minutes) {
    return new ByMinutes(minutes);
  }

  /** One step a month; looks back 13 months unless told otherwise. */
  static Cadence<YearMonth> monthly() {
    return Monthly.MONTHLY;
  }

  /**
   * The cadence of a task whose parameter is of {@code type}; every minute for {@link Minute}.
   * Empty if there is none.
   */
  static Optional<Cadence<?>> of(Class<?> type) {
    if (type == LocalDate.class) {
      return Optional.of(daily());
    }
    if (type == Hour.class) {
      return Optional.of(hourly());
    }
    if (type == Minute.class) {
      return Optional.of(byMinutes(1));
    }
    return type == YearMonth.class ? Optional.of(monthly()) : Optional.empty();
  }

  /** What looking back and ahead is counted in, in the plural: {@code days}. */
  String unit();

  /** How many units are looked back at where the range does not say. */
  long lookBack();

  /**
   * Reads what names a step, or lies in it: {@code 2026-11-21}.
   *
   * @throws InvalidRange if {@code text} is not of that form
   */
  T parse(String text);

  /** What names step {@code number}. */
  T at(long number);

  /** The number of the first step that does not begin before {@code value}. */
  long from(T value);

  /** The number of the first step that does not begin before {@code units} from {@code now}. */
  long from(Instant now, long units);
}
