package dev.stillson.worker.configuration;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;

/** Durations as people write them in settings: {@code 500ms}, {@code 30s}, {@code 1h 30m}. */
public final class Durations {
  private Durations() {}

  /** The duration {@code text} stands for; empty if it is none. */
  public static Optional<Duration> parse(String text) {
    try {
      return text.startsWith("P") ? Optional.of(Duration.parse(text)) : units(text);
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> units(String text) {
    Duration sum = Duration.ZERO;
    int at = 0;
    while (at < text.length()) {
      int digits = at;
      while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
        digits++;
      }
      int end = digits;
      while (end < text.length() && Character.isLetter(text.charAt(end))) {
        end++;
      }
      if (digits == at || digits - at > 18) {
        return Optional.empty();
      }
      long amount = Long.parseLong(text, at, digits, 10);
      Optional<Duration> part = part(amount, text.substring(digits, end));
      if (part.isEmpty()) {
        return Optional.empty();
      }
      sum = sum.plus(part.get());
      at = end;
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(sum);
  }

  private static Optional<Duration> part(long amount, String unit) {
    return switch (unit) {
      case "ms" -> Optional.of(Duration.ofMillis(amount));
      case "s" -> Optional.of(Duration.ofSeconds(amount));
      case "m" -> Optional.of(Duration.ofMinutes(amount));
      case "h" -> Optional.of(Duration.ofHours(amount));
      case "d" -> Optional.of(Duration.ofDays(amount));
      case "w" -> Optional.of(Duration.ofDays(Math.multiplyExact(amount, 7)));
      default -> Optional.empty();
    };
  }
}
