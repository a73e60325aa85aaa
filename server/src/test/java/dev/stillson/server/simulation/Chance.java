package dev.stillson.server.simulation;

import java.util.List;
import java.util.Random;

/** Everything that is left to chance in a simulation, from one seed. */
final class Chance {
  static final long MICRO = 1_000;
  static final long MILLI = 1_000_000;
  static final long SECOND = 1_000_000_000;
  static final long MINUTE = 60 * SECOND;

  private final Random random;

  Chance(long seed) {
    random = new Random(seed);
  }

  /** Whether what happens once in {@code times} happens now; never for 0. */
  boolean once(int times) {
    return times > 0 && random.nextInt(times) == 0;
  }

  /** From 0 to below {@code bound}. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** From {@code least} to {@code most}. */
  long between(long least, long most) {
    return least + (long) (random.nextDouble() * (most - least));
  }

  /** From {@code least} to {@code most}, short times as likely as long ones. */
  long spread(long least, long most) {
    return (long) (least * Math.pow((double) most / least, random.nextDouble()));
  }

  <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
