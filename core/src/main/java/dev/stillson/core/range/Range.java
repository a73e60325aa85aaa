package dev.stillson.core.range;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Over which values a task is to be repeated, as people give it. {@link #at} makes the values of it
 * that exist at a moment.
 *
 * <p>Without a stop the range ends now, or as far ahead as {@code lookAhead} says; a later stop
 * does not lead beyond that. Without a start it begins as far back as {@code lookBack} says, or the
 * cadence's default; a given start stands, unless {@code lookBack} is given and is nearer.
 *
 * @param <T> what names one step
 * @param cadence how often
 * @param start the first value
 * @param stop the value after the last one
 * @param lookBack how far before now it may begin, in the cadence's unit; 0 or more
 * @param lookAhead how far after now it may end, in the cadence's unit; empty: 0
 * @param reverse whether the newest of the missing come first; otherwise the oldest do
 * @param limit how many of the missing are taken at once; at least 1
 */
public record Range<T>(
    Cadence<T> cadence,
    Optional<T> start,
    Optional<T> stop,
    OptionalLong lookBack,
    OptionalLong lookAhead,
    boolean reverse,
    int limit) {

  /** How many steps a range may have at most. */
  public static final long LONGEST = 1_000_000;

  /** How many of the missing are taken at once unless the range says otherwise. */
  public static final int USUAL_LIMIT = 50;

  /** The longest way from now that is looked back or ahead, in any unit. */
  private static final long FARTHEST = 10_000_000_000L;

  /**
   * Checks the values.
   *
   * @throws InvalidRange if neither start nor stop is given; if there is no start and the oldest
   *     are to come first; if the stop is before the start; if a number is out of its range
   */
  public Range {
    if (start.isEmpty() && stop.isEmpty()) {
      throw new InvalidRange(
          "A range has neither start nor stop",
          "give one of them; the start is part of the range, the stop is not");
    }
    if (start.isEmpty() && !reverse) {
      throw new InvalidRange(
          "A range without a start has no oldest value to begin with",
          "give a start, or reverse it");
    }
    if (start.isPresent()
        && stop.isPresent()
        && cadence.from(stop.get()) < cadence.from(start.get())) {
      throw new InvalidRange(
          "A range stops at " + stop.get() + ", before its start " + start.get(),
          "the start is part of the range, the stop is not");
    }
    check(lookBack, "back");
    check(lookAhead, "ahead");
    if (limit < 1) {
      throw new InvalidRange("The limit of a range is " + limit, "it is at least 1");
    }
  }

  private static void check(OptionalLong distance, String direction) {
    if (distance.isPresent() && (distance.getAsLong() < 0 || distance.getAsLong() > FARTHEST)) {
      throw new InvalidRange(
          "A range looks " + direction + " by " + distance.getAsLong(),
          "it may be from 0 to " + FARTHEST);
    }
  }

  /** From {@code start}, which is the first value, until now; the oldest first, 50 at once. */
  public static <T> Range<T> from(Cadence<T> cadence, T start) {
    return new Range<>(
        cadence,
        Optional.of(start),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        false,
        USUAL_LIMIT);
  }

  /** This range up to, and without, {@code stop}. */
  public Range<T> withStop(T stop) {
    return new Range<>(cadence, start, Optional.of(stop), lookBack, lookAhead, reverse, limit);
  }

  /** This range, beginning no more than {@code units} before now. */
  public Range<T> withLookBack(long units) {
    return new Range<>(cadence, start, stop, OptionalLong.of(units), lookAhead, reverse, limit);
  }

  /** This range, ending up to {@code units} after now. */
  public Range<T> withLookAhead(long units) {
    return new Range<>(cadence, start, stop, lookBack, OptionalLong.of(units), reverse, limit);
  }

  /** This range with the newest of the missing first. */
  public Range<T> reversed() {
    return new Range<>(cadence, start, stop, lookBack, lookAhead, true, limit);
  }

  /** This range with {@code limit} of the missing at once. */
  public Range<T> withLimit(int limit) {
    return new Range<>(cadence, start, stop, lookBack, lookAhead, reverse, limit);
  }

  /**
   * The values of this range at {@code now}; none if it is still to begin.
   *
   * @throws InvalidRange if there are more than {@link #LONGEST}
   */
  public Steps<T> at(Instant now) {
    long from =
        start.isEmpty() || lookBack.isPresent()
            ? cadence.from(now, -lookBack.orElse(cadence.lookBack()))
            : Long.MIN_VALUE;
    if (start.isPresent()) {
      from = Math.max(from, cadence.from(start.get()));
    }
    long to = cadence.from(now, lookAhead.orElse(0));
    if (stop.isPresent()) {
      to = Math.min(to, cadence.from(stop.get()));
    }
    if (to - from > LONGEST) {
      throw new InvalidRange(
          "A range from "
              + cadence.at(from)
              + " to "
              + cadence.at(to)
              + " has "
              + (to - from)
              + " steps",
          "at most "
              + LONGEST
              + " are worked on at once; give a later start, an earlier stop, or a"
              + " number of "
              + cadence.unit()
              + " to look back");
    }
    return new Steps<>(cadence, from, Math.max(from, to), reverse, limit);
  }
}
