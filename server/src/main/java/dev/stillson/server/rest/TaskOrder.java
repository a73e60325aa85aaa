package dev.stillson.server.rest;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** How a list of tasks is sorted. */
enum TaskOrder {
  /** First heard of last, first. */
  NEWEST,
  /** First heard of first, first. */
  OLDEST,
  /** Status changed last, first. */
  UPDATED,
  /** Highest priority first. */
  PRIORITY;

  /** Tasks with a lower key come first; of equal ones, those heard of first. */
  long key(TaskCard card) {
    return switch (this) {
      case NEWEST -> -card.order();
      case OLDEST -> card.order();
      case UPDATED -> -ChronoUnit.MICROS.between(Instant.EPOCH, card.updated());
      case PRIORITY -> -sortable(card.priority());
    };
  }

  private static long sortable(double number) {
    long bits = Double.doubleToLongBits(number);
    return bits < 0 ? -(bits & Long.MAX_VALUE) : bits;
  }

  /** The order of that name; empty if there is none. */
  static Optional<TaskOrder> parse(String text) {
    for (TaskOrder order : values()) {
      if (order.text().equals(text)) {
        return Optional.of(order);
      }
    }
    return Optional.empty();
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
