package dev.stillson.core.scheduler;

import java.util.Set;

/** Which tasks a worker takes that it has not announced itself. */
public sealed interface Assistance {

  /** None: the worker runs what it announced. */
  record None() implements Assistance {}

  /** Every task that some worker announced as one to be run. */
  record Anything() implements Assistance {}

  /**
   * Such tasks of certain families.
   *
   * @param names the families
   */
  record Families(Set<String> names) implements Assistance {
    /** Copies the set. */
    public Families {
      names = Set.copyOf(names);
    }
  }

  /** The worker is no assistant. */
  Assistance NONE = new None();
}
