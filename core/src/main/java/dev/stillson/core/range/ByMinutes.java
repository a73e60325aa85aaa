package dev.stillson.core.range;

import dev.stillson.Minute;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * A step every few minutes; numbered from 1970-01-01T0000.
 *
 * @param minutes from one step to the next
 */
record ByMinutes(int minutes) implements Cadence<Minute> {

  ByMinutes {
    if (minutes < 1 || minutes > 59 || 60 % minutes != 0) {
      throw new InvalidRange(
          "A step of " + minutes + " minutes does not divide an hour",
          "one of 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30 does");
    }
  }

  @Override
  public String unit() {
    return "minutes";
  }

  @Override
  public long lookBack() {
    return 1440;
  }

  @Override
  public Minute parse(String text) {
    try {
      return Minute.parse(text);
    } catch (DateTimeException e) {
      throw InvalidRange.text(text, "a minute such as 2026-11-21T1504");
    }
  }

  @Override
  public Minute at(long number) {
    return new Minute(Seconds.time(number * minutes * 60));
  }

  @Override
  public long from(Minute value) {
    return Math.ceilDiv(Seconds.of(value.start()), 60L * minutes);
  }

  @Override
  public long from(Instant now, long units) {
    return Seconds.steps(now.plusSeconds(Math.multiplyExact(60L, units)), 60L * minutes);
  }
}
