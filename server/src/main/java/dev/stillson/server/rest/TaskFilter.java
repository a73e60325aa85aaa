package dev.stillson.server.rest;

import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.Visibility;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which tasks somebody means; what is empty does not restrict.
 *
 * @param statuses with one of these; empty: with any
 * @param family of this family
 * @param text with this text, in any case, in the id, the family or a shown parameter
 * @param worker that this worker has, or had last
 * @param ids of these; empty: all
 */
record TaskFilter(
    Set<Status> statuses,
    Optional<String> family,
    Optional<String> text,
    Optional<String> worker,
    Set<String> ids) {

  TaskFilter {
    text = text.map(one -> one.toLowerCase(Locale.ROOT));
  }

  /** The statuses that tasks may have. */
  Set<Status> possible() {
    return statuses.isEmpty() ? EnumSet.allOf(Status.class) : statuses;
  }

  boolean isEverything() {
    return statuses.isEmpty()
        && family.isEmpty()
        && text.isEmpty()
        && worker.isEmpty()
        && ids.isEmpty();
  }

  boolean fits(TaskCard card) {
    return (statuses.isEmpty() || statuses.contains(card.status()))
        && (family.isEmpty() || family.get().equals(card.family()))
        && (worker.isEmpty() || worker.get().equals(card.worker()))
        && (ids.isEmpty() || ids.contains(card.id()))
        && (text.isEmpty() || mentions(card, text.get()));
  }

  private static boolean mentions(TaskCard card, String text) {
    if (contains(card.id(), text) || contains(card.family(), text)) {
      return true;
    }
    for (int i = 0; i < card.parameters().size(); i++) {
      if (card.parameters().signature().visibilities().get(i) == Visibility.PUBLIC
          && contains(card.parameters().value(i), text)) {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(String whole, String part) {
    for (int i = 0; i + part.length() <= whole.length(); i++) {
      if (whole.regionMatches(true, i, part, 0, part.length())) {
        return true;
      }
    }
    return false;
  }
}
