package dev.stillson.server.simulation;

import dev.stillson.Retry;
import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Batching;
import dev.stillson.core.scheduler.Demand;
import dev.stillson.core.scheduler.Parameters;
import dev.stillson.core.scheduler.Presence;
import dev.stillson.core.scheduler.RetryRule;
import dev.stillson.core.scheduler.Signature;
import dev.stillson.core.scheduler.Terms;
import dev.stillson.core.scheduler.Visibility;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A task of the model world.
 *
 * @param id its id
 * @param family its family
 * @param hard what it needs
 * @param soft what must have come to an end before
 * @param found what it finds it needs while it runs
 * @param external whether no worker can make it
 * @param terms its terms
 * @param priority its priority
 * @param clumsy it fails once in so many attempts; 0: never
 * @param longest how long it takes at most, in nanoseconds
 */
record Recipe(
    String id,
    String family,
    List<String> hard,
    List<String> soft,
    List<String> found,
    boolean external,
    Terms terms,
    double priority,
    int clumsy,
    long longest) {
  private static final Signature SIGNATURE =
      new Signature(List.of("day", "city"), List.of(Visibility.PUBLIC, Visibility.HIDDEN));

  /** Task number {@code number}, which needs some of lower numbers. */
  static Recipe of(Chance chance, int number) {
    List<String> hard = some(chance, number, 3);
    return new Recipe(
        "task" + number,
        "Family" + number % 3,
        hard,
        chance.once(6) ? some(chance, number, 2) : List.of(),
        chance.once(5) ? some(chance, number, 3) : List.of(),
        number > 0 && chance.once(25),
        terms(chance),
        chance.once(4) ? chance.below(3) : 0,
        chance.once(2) ? 0 : 2 + chance.below(9),
        chance.spread(10 * Chance.MILLI, 5 * Chance.MINUTE));
  }

  private static List<String> some(Chance chance, int number, int most) {
    List<String> ids = new ArrayList<>();
    for (int i = chance.below(most + 1); i > 0 && number > 0; i--) {
      String id = "task" + chance.below(number);
      if (!ids.contains(id)) {
        ids.add(id);
      }
    }
    return ids;
  }

  private static Terms terms(Chance chance) {
    Terms terms = Terms.PLAIN;
    if (chance.once(3)) {
      terms = terms.withDemand(Demand.of(Map.of("disk", 1 + chance.below(2))));
    }
    if (!chance.once(3)) {
      terms =
          terms.withRetry(
              new RetryRule.Counted(
                  Retry.times(1 + chance.below(4), Duration.ofSeconds(1 + chance.below(60)))));
    } else if (chance.once(3)) {
      terms =
          terms.withRetry(
              new RetryRule.Windowed(
                  1 + chance.below(4), Duration.ofMinutes(5), Duration.ofHours(1)));
    }
    return chance.once(5)
        ? terms.withBatching(new Batching(List.of("day"), 2 + chance.below(3)))
        : terms;
  }

  /** What a worker says about it that found it so. */
  Announcement announcement(Presence presence) {
    boolean plain = presence != Presence.PENDING;
    return new Announcement(
        id,
        family,
        Parameters.of(SIGNATURE, "day-" + id, "here"),
        plain ? List.of() : hard,
        plain ? List.of() : soft,
        presence,
        priority,
        plain ? Terms.PLAIN : terms);
  }
}
