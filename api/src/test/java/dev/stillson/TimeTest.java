package dev.stillson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTest {

  @Test
  void hourIsCutAndComesBackFromItsText() {
    Hour hour = new Hour(LocalDateTime.of(2026, 11, 21, 5, 59, 59));
    assertThat(hour).hasToString("2026-11-21T05").isEqualTo(Hour.parse("2026-11-21T05"));
    assertThat(hour.plus(20)).hasToString("2026-11-22T01");
    assertThat(hour.date()).isEqualTo(LocalDate.of(2026, 11, 21));
    assertThat(hour).isLessThan(hour.plus(1));
    assertThat(Hour.of(LocalDate.of(2026, 11, 21), 5)).isEqualTo(hour);
  }

  @Test
  void minuteIsCutAndComesBackFromItsText() {
    Minute minute = new Minute(LocalDateTime.of(2026, 11, 21, 5, 9, 59));
    assertThat(minute).hasToString("2026-11-21T0509").isEqualTo(Minute.parse("2026-11-21T0509"));
    assertThat(minute.plus(60).hour()).isEqualTo(Hour.parse("2026-11-21T06"));
    assertThat(minute).isLessThan(minute.plus(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "T",
        "2026-11-21",
        "2026-11-21T5",
        "2026-11-21T24",
        "2026-11-21T055",
        "2026-11-21 05",
        "2026-11-21T-1",
        "x-11-21T05",
        "2026-02-30T05",
        "2026-11-21T٠٥"
      })
  void hourOfAnotherFormIsRefused(String text) {
    assertThatThrownBy(() -> Hour.parse(text)).isInstanceOf(DateTimeException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "2026-11-21T05", "2026-11-21T0560", "2026-11-21T05:09", "2026-11-21T05H09"})
  void minuteOfAnotherFormIsRefused(String text) {
    assertThatThrownBy(() -> Minute.parse(text)).isInstanceOf(DateTimeException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-21",
        "2026-W01",
        "2026-W53",
        "2020-W53",
        "2026-11",
        "2026",
        "2026-11-01-2026-11-30",
        "0001",
        "2024-02"
      })
  void intervalComesBackFromItsText(String text) {
    DateInterval interval = DateInterval.parse(text);
    assertThat(interval).hasToString(text);
    assertThat(interval.dates().count())
        .isEqualTo(interval.end().toEpochDay() - interval.start().toEpochDay());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "26",
        "2026-W54",
        "2026-W00",
        "2027-W53",
        "2026-W1",
        "2026-13",
        "2026-11-31",
        "2026-11-30-2026-11-01",
        "2026-11-01-2026-11-01",
        "2026-11-01/2026-11-30",
        "2026W47xx",
        "20x6-W47",
        "2026-W4x"
      })
  void intervalOfAnotherFormIsRefused(String text) {
    assertThatThrownBy(() -> DateInterval.parse(text)).isInstanceOf(DateTimeException.class);
  }

  @Test
  void weekIsTheIsoWeek() {
    DateInterval week = DateInterval.parse("2026-W01");
    assertThat(week.start()).isEqualTo(LocalDate.of(2025, 12, 29));
    assertThat(week.end()).isEqualTo(LocalDate.of(2026, 1, 5));
    assertThat(DateInterval.weekOf(LocalDate.of(2027, 1, 3))).hasToString("2026-W53");
  }

  @Test
  void nextAndPreviousAreOfTheSameKind() {
    Stream.of("2026-11-21", "2026-W47", "2026-11", "2026", "2026-11-01-2026-11-08")
        .map(DateInterval::parse)
        .forEach(interval -> {
          assertThat(interval.next().kind()).isEqualTo(interval.kind());
          assertThat(interval.next().start()).isEqualTo(interval.end());
          assertThat(interval.next().previous()).isEqualTo(interval);
        });
    assertThat(DateInterval.parse("2026-01").previous()).hasToString("2025-12");
    assertThat(DateInterval.parse("2026-11-01-2026-11-08").next())
        .hasToString("2026-11-08-2026-11-15");
  }

  @Test
  void daysMustMakeUpTheKind() {
    LocalDate day = LocalDate.of(2026, 11, 21);
    for (DateInterval.Kind kind : DateInterval.Kind.values()) {
      assertThatThrownBy(() -> new DateInterval(kind, day, day))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new DateInterval(DateInterval.Kind.MONTH, day, day.plusMonths(1)))
        .hasMessage("Not a month: 2026-11-21 up to 2026-12-21");
    assertThat(DateInterval.of(YearMonth.of(2026, 2)).dates().count()).isEqualTo(28);
    assertThat(DateInterval.of(Year.of(2024)).dates().count()).isEqualTo(366);
    assertThat(List.of(DateInterval.of(day).dates().toArray())).containsExactly(day);
  }
}
