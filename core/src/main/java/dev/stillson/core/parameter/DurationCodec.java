package dev.stillson.core.parameter;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;

/**
 * {@link Duration}, in Luigi's form {@code 0 w 3 d 4 h 0 m 0 s}; one with a fraction of a second or
 * beyond Luigi's greatest, which that form cannot hold, as a plain number of seconds.
 */
final class DurationCodec extends Codec {
  private static final long[] SECONDS = {604_800, 86_400, 3_600, 60, 1};
  private static final String[] UNITS = {"weeks", "days", "hours", "minutes", "seconds"};
  private static final int LONGEST = 100;
  private static final double GREATEST = 86_400e9;

  @Override
  String form() {
    return "a duration";
  }

  @Override
  String example() {
    return "3d 4h (or 90, for seconds, or PT1H30M)";
  }

  @Override
  String text(Object value) {
    Duration duration = (Duration) value;
    if (duration.getNano() != 0 || Math.abs((double) duration.getSeconds()) > GREATEST) {
      return BigDecimal.valueOf(duration.getSeconds())
          .add(BigDecimal.valueOf(duration.getNano(), 9))
          .stripTrailingZeros()
          .toPlainString();
    }
    StringBuilder text = new StringBuilder(24);
    long rest = duration.getSeconds();
    for (int i = 0; i < UNITS.length; i++) {
      text.append(i == 0 ? "" : " ").append(Math.floorDiv(rest, SECONDS[i]));
      text.append(' ').append(UNITS[i].charAt(0));
      rest = Math.floorMod(rest, SECONDS[i]);
    }
    return text.toString();
  }

  @Override
  Object parse(String given) throws Unreadable {
    String text = given.strip();
    if (text.isEmpty() || text.length() > LONGEST) {
      throw new Unreadable();
    }
    try {
      char last = text.charAt(text.length() - 1);
      if (last >= '0' && last <= '9') {
        return seconds(new BigDecimal(text));
      }
      return text.indexOf('P') >= 0 ? iso(text) : units(text);
    } catch (NumberFormatException | ArithmeticException | DateTimeException e) {
      throw new Unreadable();
    }
  }

  private static Duration seconds(BigDecimal seconds) throws Unreadable {
    if (seconds.precision() - seconds.scale() > 19 || seconds.scale() > 9) {
      throw new Unreadable();
    }
    return Duration.ofSeconds(
        seconds.toBigInteger().longValueExact(),
        seconds.remainder(BigDecimal.ONE).movePointRight(9).longValueExact());
  }

  private static Duration iso(String text) {
    if (text.startsWith("P") && text.endsWith("W")) {
      return Duration.ofDays(
          Math.multiplyExact(7L, Long.parseLong(text.substring(1, text.length() - 1))));
    }
    return Duration.parse(text);
  }

  /** Numbers with units, from the longest unit to the shortest, blanks where people put them. */
  private static Duration units(String text) throws Unreadable {
    long seconds = 0;
    int unit = -1;
    int at = 0;
    while (at < text.length()) {
      int from = at;
      at = skip(text, at, true);
      long number = Long.parseLong(text.substring(from, at));
      at = blanks(text, at);
      int word = at;
      at = skip(text, at, false);
      int next = unit(text.substring(word, at));
      if (next <= unit) {
        throw new Unreadable("units must go from weeks to seconds, each at most once");
      }
      unit = next;
      seconds = Math.addExact(seconds, Math.multiplyExact(number, SECONDS[unit]));
      at = blanks(text, at);
    }
    return Duration.ofSeconds(seconds);
  }

  private static int skip(String text, int from, boolean digits) {
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean digit = (c >= '0' && c <= '9') || (at == from && c == '-');
      if (c == ' ' || digit != digits) {
        break;
      }
      at++;
    }
    return at;
  }

  private static int blanks(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  private static int unit(String word) throws Unreadable {
    for (int i = 0; i < UNITS.length; i++) {
      String unit = UNITS[i];
      boolean letter = word.length() == 1;
      boolean name = word.length() >= unit.length() - 1;
      if ((letter || name) && unit.startsWith(word)) {
        return i;
      }
    }
    throw new Unreadable(word.isEmpty() ? "" : "there is no unit '" + word + "'");
  }
}
