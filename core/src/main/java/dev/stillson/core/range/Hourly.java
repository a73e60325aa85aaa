package dev.stillson.core.range;

import dev.stillson.Hour;
import java.time.DateTimeException;
import java.time.Instant;

/** A step an hour; numbered from 1970-01-01T00. */
enum Hourly implements Cadence<Hour> {
  HOURLY;

  private static final long LENGTH = 3600;

  @Override
  public String unit() {
    return "hours";
  }

  @Override
  public long lookBack() {
    return 2400;
  }

  @Override
  public Hour parse(String text) {
    try {
      return Hour.parse(text);
    } catch (DateTimeException e) {
      throw InvalidRange.text(text, "an hour such as 2026-11-21T15");
    }
  }

  @Override
  public Hour at(long number) {
    return new Hour(Seconds.time(number * LENGTH));
  }

  @Override
  public long from(Hour value) {
    return Math.floorDiv(Seconds.of(value.start()), LENGTH);
  }

  @Override
  public long from(Instant now, long units) {
    return Math.addExact(Seconds.steps(now, LENGTH), units);
  }
}
