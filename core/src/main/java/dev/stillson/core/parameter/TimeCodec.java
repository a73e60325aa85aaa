package dev.stillson.core.parameter;

import dev.stillson.DateInterval;
import dev.stillson.Hour;
import dev.stillson.Minute;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;

/** Days, times of day and runs of them, in Luigi's text forms. */
final class TimeCodec extends Codec {

  /** The types. */
  enum Kind {
    DATE("a date", "2026-11-21"),
    MONTH("a month", "2026-11"),
    YEAR("a year", "2026"),
    HOUR("an hour", "2026-11-21T15"),
    MINUTE("a minute", "2026-11-21T1504"),
    SECOND("a date and time", "2026-11-21T150459"),
    INTERVAL("a date interval", "2026-W47 (or 2026, 2026-11, 2026-11-21, 2026-11-01-2026-11-30)"),
    INSTANT("an instant in UTC", "2026-11-21T15:04:59Z"),
    PERIOD("a period", "P1Y2M3D");

    private final String form;
    private final String example;

    Kind(String form, String example) {
      this.form = form;
      this.example = example;
    }
  }

  private final Kind kind;

  TimeCodec(Kind kind) {
    this.kind = kind;
  }

  @Override
  String form() {
    return kind.form;
  }

  @Override
  String example() {
    return kind.example;
  }

  @Override
  boolean comparable() {
    return kind != Kind.PERIOD;
  }

  @Override
  String text(Object value) {
    return switch (kind) {
      case DATE, MONTH, HOUR, MINUTE, INTERVAL, INSTANT, PERIOD -> value.toString();
      case YEAR -> year(((Year) value).getValue());
      case SECOND -> seconds((LocalDateTime) value);
    };
  }

  private static String year(int year) {
    if (year >= 1000 && year <= 9999) {
      return Integer.toString(year);
    }
    String january = YearMonth.of(year, 1).toString();
    return january.substring(0, january.length() - "-01".length());
  }

  /** Luigi drops fractions of a second; here they are kept, since they are part of the value. */
  private static String seconds(LocalDateTime time) {
    StringBuilder text = new StringBuilder(28).append(time.toLocalDate()).append('T');
    two(time.getHour(), text);
    two(time.getMinute(), text);
    two(time.getSecond(), text);
    long fraction = time.toLocalTime().toNanoOfDay() % 1_000_000_000;
    if (fraction != 0) {
      String nanos = Long.toString(1_000_000_000 + fraction);
      int end = nanos.length();
      while (nanos.charAt(end - 1) == '0') {
        end--;
      }
      text.append('.').append(nanos, 1, end);
    }
    return text.toString();
  }

  private static void two(int number, StringBuilder text) {
    text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  @Override
  Object parse(String given) throws Unreadable {
    String text = given.strip();
    Digits digits = new Digits(text);
    try {
      Object value =
          switch (kind) {
            case DATE -> digits.date();
            case MONTH -> month(digits);
            case YEAR -> Year.of(digits.year());
            case HOUR -> new Hour(time(digits, 1));
            case MINUTE -> new Minute(time(digits, 2));
            case SECOND -> text.indexOf(':') > 0 ? LocalDateTime.parse(text) : time(digits, 3);
            case INTERVAL -> DateInterval.parse(text);
            case INSTANT -> Instant.parse(text);
            case PERIOD -> Period.parse(text);
          };
      boolean readByDigits =
          switch (kind) {
            case DATE, MONTH, YEAR, HOUR, MINUTE -> true;
            case SECOND -> text.indexOf(':') < 0;
            case INTERVAL, INSTANT, PERIOD -> false;
          };
      if (readByDigits) {
        digits.end();
      }
      return value;
    } catch (DateTimeException e) {
      throw new Unreadable();
    }
  }

  private static YearMonth month(Digits digits) throws Unreadable {
    int year = digits.year();
    digits.expect('-');
    int month = digits.number(1, 2);
    if (month < 1 || month > 12) {
      throw new Unreadable("there is no month " + month);
    }
    return YearMonth.of(year, month);
  }

  /** A date, a T, and {@code parts} of hour, minute and second without anything between them. */
  private static LocalDateTime time(Digits digits, int parts) throws Unreadable {
    LocalDate date = digits.date();
    digits.expect('T');
    int hour = part(digits, 23, "hour");
    int minute = parts > 1 ? part(digits, 59, "minute") : 0;
    int second = parts > 2 ? part(digits, 59, "second") : 0;
    int nanos = 0;
    if (parts > 2 && digits.skip('.')) {
      int scale = 100_000_000;
      do {
        nanos += digits.number(1, 1) * scale;
        scale /= 10;
      } while (!digits.atEnd() && scale > 0);
    }
    return LocalDateTime.of(date, LocalTime.of(hour, minute, second, nanos));
  }

  private static int part(Digits digits, int greatest, String name) throws Unreadable {
    int number = digits.number(2, 2);
    if (number > greatest) {
      throw new Unreadable("there is no " + name + " " + number);
    }
    return number;
  }
}
