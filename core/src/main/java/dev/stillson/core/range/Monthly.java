package dev.stillson.core.range;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** A step a month; numbered from January of year 0. A month that has begun counts as not begun. */
enum Monthly implements Cadence<YearMonth> {
  MONTHLY;

  @Override
  public String unit() {
    return "months";
  }

  @Override
  public long lookBack() {
    return 13;
  }

  @Override
  public YearMonth parse(String text) {
    try {
      return YearMonth.parse(text);
    } catch (DateTimeException e) {
      throw InvalidRange.text(text, "a month such as 2026-11");
    }
  }

  @Override
  public YearMonth at(long number) {
    return YearMonth.of(0, 1).plusMonths(number);
  }

  @Override
  public long from(YearMonth value) {
    return value.getYear() * 12L + value.getMonthValue() - 1;
  }

  @Override
  public long from(Instant now, long units) {
    return Math.addExact(from(YearMonth.from(now.atZone(ZoneOffset.UTC))), units);
  }
}
