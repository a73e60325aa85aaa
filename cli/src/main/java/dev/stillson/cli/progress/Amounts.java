package dev.stillson.cli.progress;

import java.time.Duration;

/** Durations and numbers as people read them. Made by hand: formatters are slow to load. */
public final class Amounts {
  private Amounts() {}

  /** Two numbers at most: {@code 12 ms}, {@code 1.2 s}, {@code 3 min 5 s}, {@code 2 h 5 min}. */
  public static String duration(Duration duration) {
    long millis = Math.max(0, duration.toMillis());
    if (millis < 1000) {
      return millis + " ms";
    }
    if (millis < 59_950) {
      long tenths = (millis + 50) / 100;
      return tenths / 10 + "." + tenths % 10 + " s";
    }
    long seconds = (millis + 500) / 1000;
    if (seconds < 3600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    long minutes = (seconds + 30) / 60;
    if (minutes < 48 * 60) {
      return minutes / 60 + " h " + minutes % 60 + " min";
    }
    long hours = (minutes + 30) / 60;
    return hours / 24 + " d " + hours % 24 + " h";
  }

  /** Seconds with three decimals, for programs. */
  static String seconds(Duration duration) {
    long millis = duration.toMillis();
    String fraction = Long.toString(1000 + millis % 1000);
    return millis / 1000 + "." + fraction.substring(1);
  }

  /** With a comma between thousands: {@code 12,345}. */
  public static String count(long number) {
    String digits = Long.toString(number);
    StringBuilder text = new StringBuilder(digits);
    for (int at = digits.length() - 3; at > (number < 0 ? 1 : 0); at -= 3) {
      text.insert(at, ',');
    }
    return text.toString();
  }

  /** {@code 1 task}, {@code 2 tasks}. */
  public static String count(long number, String noun) {
    return count(number) + " " + (number == 1 ? noun : noun + "s");
  }
}
