package dev.stillson;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * Reads and writes a date, a {@code T} and a time without separators, as Luigi's date-hour and
 * date-minute do. Without the platform's formatters, since ids are made of these texts.
 */
final class CompactTime {
  private CompactTime() {}

  /** Reads a time of {@code digits} digits: 2 for the hour, 4 for the minute, too. */
  static LocalDateTime parse(String text, int digits, String example) {
    int t = text.indexOf('T');
    if (t < 0 || text.length() != t + 1 + digits) {
      throw unreadable(text, example);
    }
    LocalDate date = LocalDate.parse(text.substring(0, t));
    int hour = two(text, t + 1, example);
    return date.atTime(hour, digits == 4 ? two(text, t + 3, example) : 0);
  }

  private static int two(String text, int at, String example) {
    char tens = text.charAt(at);
    char ones = text.charAt(at + 1);
    if (tens < '0' || tens > '9' || ones < '0' || ones > '9') {
      throw unreadable(text, example);
    }
    return 10 * (tens - '0') + ones - '0';
  }

  private static DateTimeException unreadable(String text, String example) {
    return new DateTimeException("'" + text + "' is not of the form " + example);
  }

  /** Writes what {@link #parse} reads. */
  static String format(LocalDateTime time, int digits) {
    StringBuilder text = new StringBuilder(16).append(time.toLocalDate()).append('T');
    two(time.getHour(), text);
    if (digits == 4) {
      two(time.getMinute(), text);
    }
    return text.toString();
  }

  private static void two(int number, StringBuilder text) {
    text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }
}
