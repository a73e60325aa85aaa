package dev.stillson.core.parameter;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what was perhaps meant by a name that does not exist. */
public final class Nearest {
  private Nearest() {}

  private static final int LONGEST = 100;

  /**
   * The one of {@code names} that {@code given} is nearest to by the number of letters to change,
   * add, leave out or swap; case does not count. Empty if none is near: more than a third of the
   * letters differ.
   */
  public static Optional<String> of(String given, Collection<String> names) {
    if (given.length() > LONGEST) {
      return Optional.empty();
    }
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String name : names) {
      int limit = Math.max(1, (Math.max(given.length(), name.length()) + 1) / 3);
      if (name.length() <= LONGEST && Math.abs(given.length() - name.length()) <= limit) {
        int distance = distance(given, name);
        if (distance <= limit && distance < least) {
          least = distance;
          best = name;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /** How many letters must be changed, added, left out or swapped, without regard to case. */
  private static int distance(String given, String name) {
    String a = given.toLowerCase(Locale.ROOT);
    String b = name.toLowerCase(Locale.ROOT);
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int cost = Math.min(last[j - 1] + (same ? 0 : 1), Math.min(last[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          cost = Math.min(cost, beforeLast[j - 2] + 1);
        }
        row[j] = cost;
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }
}
