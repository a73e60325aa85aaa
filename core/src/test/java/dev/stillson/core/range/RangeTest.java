package dev.stillson.core.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillson.Hour;
import dev.stillson.Minute;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RangeTest {

  private static final Instant NOW = Instant.parse("2026-11-21T15:04:05Z");

  @Test
  void startBelongsToTheRangeAndStopDoesNot() {
    Range<LocalDate> range =
        Range.from(Cadence.daily(), date("2019-04-21")).withStop(date("2019-04-24"));
    assertThat(range.at(NOW).values())
        .containsExactly(date("2019-04-21"), date("2019-04-22"), date("2019-04-23"));
    assertThat(range.withStop(date("2019-04-21")).at(NOW).size()).isZero();
  }

  @Test
  void rangeWithoutStopEndsNow() {
    assertThat(Range.from(Cadence.daily(), date("2026-11-19")).at(NOW).values())
        .containsExactly(date("2026-11-19"), date("2026-11-20"), date("2026-11-21"));
    Instant midnight = Instant.parse("2026-11-21T00:00:00Z");
    assertThat(Range.from(Cadence.daily(), date("2026-11-19")).at(midnight).size()).isEqualTo(2);
    assertThat(Range.from(Cadence.hourly(), Hour.parse("2026-11-21T13")).at(NOW).values())
        .extracting(Hour::toString)
        .containsExactly("2026-11-21T13", "2026-11-21T14", "2026-11-21T15");
    assertThat(Range.from(Cadence.monthly(), YearMonth.of(2026, 9)).at(NOW).values())
        .containsExactly(YearMonth.of(2026, 9), YearMonth.of(2026, 10));
  }

  @Test
  void laterStopLeadsNoFurtherThanTheLookAhead() {
    Range<LocalDate> range =
        Range.from(Cadence.daily(), date("2026-11-20")).withStop(date("2027-01-01"));
    assertThat(range.at(NOW).size()).isEqualTo(2);
    assertThat(range.withLookAhead(3).at(NOW).values()).endsWith(date("2026-11-24")).hasSize(5);
    assertThat(Range.from(Cadence.daily(), date("2030-01-01")).at(NOW).size()).isZero();
  }

  @Test
  void rangeWithoutStartLooksBack() {
    Steps<LocalDate> steps =
        open(Cadence.daily(), date("2026-11-22"), OptionalLong.empty()).at(NOW);
    assertThat(steps.values()).startsWith(date("2026-08-14")).hasSize(100);
    assertThat(
            open(Cadence.hourly(), Hour.parse("2026-11-22T00"), OptionalLong.of(2))
                .at(NOW)
                .values())
        .extracting(Hour::toString)
        .containsExactly("2026-11-21T14", "2026-11-21T15");
    assertThat(
            open(Cadence.monthly(), YearMonth.of(2026, 12), OptionalLong.empty()).at(NOW).values())
        .startsWith(YearMonth.of(2025, 10))
        .hasSize(13);
  }

  @Test
  void givenStartStandsUnlessTheLookBackIsNearer() {
    Range<LocalDate> range = Range.from(Cadence.daily(), date("2026-01-01"));
    assertThat(range.at(NOW).values()).startsWith(date("2026-01-01"));
    assertThat(range.withLookBack(2).at(NOW).values()).startsWith(date("2026-11-20"));
  }

  @Test
  void minutesStepFromTheFullHour() {
    Range<Minute> range =
        Range.from(Cadence.byMinutes(20), Minute.parse("2026-11-21T1401"))
            .withStop(Minute.parse("2026-11-21T1501"));
    assertThat(range.at(NOW).values())
        .extracting(Minute::toString)
        .containsExactly("2026-11-21T1420", "2026-11-21T1440", "2026-11-21T1500");
    assertThatThrownBy(() -> Cadence.byMinutes(7))
        .hasMessageStartingWith("A step of 7 minutes does not divide an hour.");
    assertThatThrownBy(() -> Cadence.byMinutes(0)).isInstanceOf(InvalidRange.class);
    assertThatThrownBy(() -> Cadence.byMinutes(60)).isInstanceOf(InvalidRange.class);
  }

  @Test
  void daysOnWhichClocksAreChangedHaveTheirTwentyFourHours() {
    for (String day : List.of("2026-03-29", "2026-10-25")) {
      Range<Hour> range =
          Range.from(Cadence.hourly(), Hour.parse(day + "T00"))
              .withStop(Hour.parse(date(day).plusDays(1) + "T00"));
      assertThat(range.at(NOW).values()).hasSize(24).doesNotHaveDuplicates();
    }
  }

  @Test
  void impossibleRangesAreRefused() {
    Range<LocalDate> range = Range.from(Cadence.daily(), date("2026-11-20"));
    assertThatThrownBy(() -> range.withStop(date("2026-11-19")))
        .isInstanceOf(InvalidRange.class)
        .hasMessageStartingWith(
            "A range stops at 2026-11-19, before its start 2026-11-20.\nhint: ");
    assertThatThrownBy(() -> range.withLimit(0)).hasMessageContaining("limit of a range is 0");
    assertThatThrownBy(() -> range.withLookBack(-1)).hasMessageContaining("looks back by -1");
    assertThatThrownBy(() -> range.withLookAhead(Long.MAX_VALUE)).isInstanceOf(InvalidRange.class);
    assertThatThrownBy(() ->
            new Range<>(
                Cadence.daily(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                true,
                1))
        .hasMessageContaining("neither start nor stop");
    assertThatThrownBy(() ->
            new Range<>(
                Cadence.daily(),
                Optional.empty(),
                Optional.of(date("2026-11-19")),
                OptionalLong.empty(),
                OptionalLong.empty(),
                false,
                1))
        .hasMessageContaining("without a start");
  }

  @Test
  void everyMinuteOfEightThousandYearsIsRefused() {
    Range<Minute> range =
        Range.from(Cadence.byMinutes(1), Minute.parse("1900-01-01T0000"))
            .withStop(Minute.parse("9999-12-31T2359"));
    assertThatThrownBy(() -> range.at(NOW))
        .isInstanceOf(InvalidRange.class)
        .hasMessageStartingWith(
            "A range from 1900-01-01T0000 to 2026-11-21T1505 has 66737705 steps.");
    assertThat(range.withLookBack(60).at(NOW).size()).isEqualTo(60);
  }

  @Test
  void missingAreTheOldestUpToTheLimit() {
    Steps<LocalDate> steps = Range.from(Cadence.daily(), date("2026-11-01")).withLimit(2).at(NOW);
    Set<LocalDate> existing = Set.of(date("2026-11-01"), date("2026-11-03"), date("2026-11-21"));
    Steps.Missing<LocalDate> missing = steps.missing(asked -> existing);
    assertThat(missing.values()).containsExactly(date("2026-11-02"), date("2026-11-04"));
    assertThat(missing.mayBeMore()).isTrue();
    assertThat(missing.looked()).isEqualTo(4);
    assertThat(missing.size()).isEqualTo(21);
    assertThat(missing.complete()).isEqualTo(2);
    assertThat(missing.delay()).as("from the 2nd to the 21st").isEqualTo(20);
    Steps<LocalDate> newest =
        Range.from(Cadence.daily(), date("2026-11-01")).withLimit(2).reversed().at(NOW);
    Steps.Missing<LocalDate> last = newest.missing(asked -> existing);
    assertThat(last.values()).containsExactly(date("2026-11-20"), date("2026-11-19"));
    assertThat(last.delay()).as("from the 19th to the 21st").isEqualTo(3);
    assertThat(newest.missing(asked -> asked).delay()).isZero();
  }

  @Test
  void existenceIsAskedInBulkAndNoFurtherThanNeeded() {
    Steps<Minute> steps =
        Range.from(Cadence.byMinutes(1), Minute.parse("2026-01-01T0000")).withLimit(1).at(NOW);
    List<Integer> asked = new ArrayList<>();
    Steps.Missing<Minute> missing =
        steps.missing(values -> {
          asked.add(values.size());
          return asked.size() < 3 ? values : List.of();
        });
    assertThat(asked).containsExactly(10_000, 10_000, 10_000);
    assertThat(missing.values()).containsExactly(Minute.parse("2026-01-14T2120"));
    assertThat(
            Range.from(Cadence.daily(), date("2026-11-01")).at(NOW).missing(all -> all).isEmpty())
        .isTrue();
  }

  @Test
  void cadenceFollowsFromTheParametersType() {
    assertThat(Cadence.of(LocalDate.class)).hasValue(Cadence.daily());
    assertThat(Cadence.of(Hour.class)).hasValue(Cadence.hourly());
    assertThat(Cadence.of(Minute.class)).hasValue(Cadence.byMinutes(1));
    assertThat(Cadence.of(YearMonth.class)).hasValue(Cadence.monthly());
    assertThat(Cadence.of(String.class)).isEmpty();
    assertThat(Cadence.monthly().parse("2026-11")).isEqualTo(YearMonth.of(2026, 11));
    assertThatThrownBy(() -> Cadence.daily().parse("2026-13-01"))
        .hasMessage("'2026-13-01' is no end of a range.\nhint: give a date such as 2026-11-21");
  }

  private static <T> Range<T> open(Cadence<T> cadence, T stop, OptionalLong lookBack) {
    return new Range<>(
        cadence, Optional.empty(), Optional.of(stop), lookBack, OptionalLong.empty(), true, 50);
  }

  private static LocalDate date(String text) {
    return LocalDate.parse(text);
  }
}
