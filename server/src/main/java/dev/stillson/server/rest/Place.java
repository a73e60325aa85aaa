package dev.stillson.server.rest;

import java.util.Optional;

/**
 * How far somebody has read in a sorted list of tasks.
 *
 * @param key of the last task
 * @param order of the last task
 */
record Place(long key, long order) {

  static Place of(TaskCard card, TaskOrder sort) {
    return new Place(sort.key(card), card.order());
  }

  /** Reads what {@link #text} wrote; empty if the text is something else. */
  static Optional<Place> parse(String text) {
    int dot = text.indexOf('.');
    try {
      return dot < 0
          ? Optional.empty()
          : Optional.of(
              new Place(
                  Long.parseLong(text.substring(0, dot)), Long.parseLong(text.substring(dot + 1))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  String text() {
    return key + "." + order;
  }

  boolean isBefore(long otherKey, long otherOrder) {
    return key < otherKey || (key == otherKey && order < otherOrder);
  }
}
