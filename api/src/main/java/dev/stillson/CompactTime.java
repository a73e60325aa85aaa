package dev.stillson;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/**
 * Reads and writes a date, a {@code T} and a time without separators, as Luigi's date-hour and
 * date-minute do.
 */
final class CompactTime {
  private CompactTime() {}

  static LocalDateTime parse(String text, String timeDigits, String example) {
    int t = text.indexOf('T');
    String time = t < 0 ? "" : text.substring(t + 1);
    if (time.length() != timeDigits.length() || !time.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new DateTimeException("'" + text + "' is not of the form " + example);
    }
    return LocalDate.parse(text.substring(0, t))
        .atTime(LocalTime.parse(time, formatter(timeDigits)));
  }

  static String format(LocalDateTime time, String timeDigits) {
    return time.toLocalDate() + "T" + formatter(timeDigits).format(time);
  }

  private static DateTimeFormatter formatter(String timeDigits) {
    DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().appendPattern(timeDigits);
    if (!timeDigits.contains("mm")) {
      builder.parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0);
    }
    return builder.toFormatter(Locale.ROOT);
  }
}
