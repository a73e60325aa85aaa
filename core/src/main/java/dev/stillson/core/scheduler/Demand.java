package dev.stillson.core.scheduler;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much of which resource a task holds while it runs. Equal demands should be one object, as
 * most tasks share a few.
 */
public final class Demand {

  /** Nothing. */
  public static final Demand NONE = new Demand(new String[0], new long[0]);

  /** The largest amount of a resource. */
  public static final double LARGEST = 1e12;

  private static final double UNIT = 1_000_000;

  private final String[] names;
  private final long[] millionths;
  private final int hash;

  private Demand(String[] names, long[] millionths) {
    this.names = names;
    this.millionths = millionths;
    this.hash = 31 * Arrays.hashCode(names) + Arrays.hashCode(millionths);
  }

  /**
   * The demand for {@code amounts}, by the resources' names. Amounts are exact to a millionth.
   *
   * @throws IllegalArgumentException if an amount is not a number from 0 to {@link #LARGEST}
   */
  public static Demand of(Map<String, ? extends Number> amounts) {
    if (amounts.isEmpty()) {
      return NONE;
    }
    String[] names = new String[amounts.size()];
    long[] millionths = new long[names.length];
    int next = 0;
    for (Map.Entry<String, ? extends Number> entry : new TreeMap<>(amounts).entrySet()) {
      names[next] = entry.getKey();
      millionths[next++] = millionths(entry.getKey(), entry.getValue().doubleValue());
    }
    return new Demand(names, millionths);
  }

  /** The demand for {@code amount} of one resource. */
  public static Demand of(String resource, double amount) {
    return new Demand(new String[] {resource}, new long[] {millionths(resource, amount)});
  }

  static long millionths(String resource, double amount) {
    if (!(amount >= 0 && amount <= LARGEST)) {
      throw new IllegalArgumentException(
          "The amount of resource '" + resource + "' is " + amount + "; it must be from 0 to 1e12");
    }
    return Math.round(amount * UNIT);
  }

  static double amount(long millionths) {
    return millionths / UNIT;
  }

  /** Whether nothing is demanded. */
  public boolean isNone() {
    return names.length == 0;
  }

  /** The amounts by name, sorted by name. */
  public Map<String, Double> amounts() {
    Map<String, Double> amounts = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      amounts.put(names[i], amount(millionths[i]));
    }
    return amounts;
  }

  int size() {
    return names.length;
  }

  String name(int index) {
    return names[index];
  }

  long millionths(int index) {
    return millionths[index];
  }

  /** This demand with each amount lowered by the same resource's amount in {@code less}, to 0. */
  Demand minus(Demand less) {
    long[] rest = millionths.clone();
    for (int i = 0; i < names.length; i++) {
      int other = Arrays.binarySearch(less.names, names[i]);
      if (other >= 0) {
        rest[i] = Math.max(0, rest[i] - less.millionths[other]);
      }
    }
    return new Demand(names, rest);
  }

  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    return other instanceof Demand that
        && hash == that.hash
        && Arrays.equals(names, that.names)
        && Arrays.equals(millionths, that.millionths);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return amounts().toString();
  }
}
