package dev.stillson.core.range;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The values of a range at a moment. Two numbers, whatever its length; values are made when they
 * are looked at.
 *
 * @param <T> what names one step
 * @param cadence how often
 * @param from the number of the first step
 * @param to the number after the last step; not below {@code from}
 * @param reverse whether the newest of the missing come first
 * @param limit how many of the missing are taken
 */
public record Steps<T>(Cadence<T> cadence, long from, long to, boolean reverse, int limit) {
  private static final int AT_ONCE = 10_000;

  /** How many there are. */
  public long size() {
    return to - from;
  }

  /** The values, oldest first. */
  public Stream<T> values() {
    return LongStream.range(from, to).mapToObj(cadence::at);
  }

  /**
   * Which of the values are missing: the oldest, or in reverse the newest, up to the limit. Stops
   * asking when there are enough.
   *
   * @param existing says which of some values, at most 10,000 at once and in the order in which
   *     they are wanted, are not missing
   */
  public Missing<T> missing(Function<? super List<T>, ? extends Collection<T>> existing) {
    List<T> missing = new ArrayList<>();
    long looked = 0;
    long oldest = to;
    while (looked < size() && missing.size() < limit) {
      int count = (int) Math.min(AT_ONCE, size() - looked);
      List<T> chunk = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        chunk.add(cadence.at(reverse ? to - 1 - looked - i : from + looked + i));
      }
      Set<T> found = new HashSet<>(existing.apply(List.copyOf(chunk)));
      for (T value : chunk) {
        if (!found.contains(value)) {
          oldest = Math.min(oldest, reverse ? to - 1 - looked : from + looked);
          missing.add(value);
        }
        looked++;
        if (missing.size() == limit) {
          break;
        }
      }
    }
    return new Missing<>(List.copyOf(missing), looked, size(), to - oldest);
  }

  /**
   * What is missing of a range.
   *
   * @param <T> what names one step
   * @param values the missing ones that are to be made, in the order in which they are wanted
   * @param looked how many steps were looked at to find them
   * @param size how many steps there are
   * @param delay how many steps it is from the oldest of the missing to the end; 0: none is missing
   */
  public record Missing<T>(List<T> values, long looked, long size, long delay) {

    /** How many of the steps that were looked at are not missing. */
    public long complete() {
      return looked - values.size();
    }

    /** Whether nothing is missing. */
    public boolean isEmpty() {
      return values.isEmpty();
    }

    /** Whether there may be more that are missing, beyond the limit. */
    public boolean mayBeMore() {
      return looked < size;
    }
  }
}
