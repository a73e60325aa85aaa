package dev.stillson.core.range;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/** A step a day; numbered from 1970-01-01. */
enum Daily implements Cadence<LocalDate> {
  DAILY;

  @Override
  public String unit() {
    return "days";
  }

  @Override
  public long lookBack() {
    return 100;
  }

  @Override
  public LocalDate parse(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw InvalidRange.text(text, "a date such as 2026-11-21");
    }
  }

  @Override
  public LocalDate at(long number) {
    return LocalDate.ofEpochDay(number);
  }

  @Override
  public long from(LocalDate value) {
    return value.toEpochDay();
  }

  @Override
  public long from(Instant now, long units) {
    return Math.addExact(Seconds.steps(now, 86_400), units);
  }
}
