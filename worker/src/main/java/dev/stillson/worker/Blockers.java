package dev.stillson.worker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Finds what holds a task up: the causes among what it requires, nearest first. */
final class Blockers {
  private static final int MOST = 10;

  /** How far to look, as a task may have a million others below it, all held up. */
  private static final int MOST_LOOKED_AT = 20_000;

  private final Predicate<Vertex> isCause;
  private final Predicate<Vertex> isBlocked;

  /**
   * @param isCause whether a task holds others up by itself
   * @param isBlocked whether it is held up by others
   */
  Blockers(Predicate<Vertex> isCause, Predicate<Vertex> isBlocked) {
    this.isCause = isCause;
    this.isBlocked = isBlocked;
  }

  /** The causes that hold {@code vertex} up; empty if it is not held up. */
  List<Vertex> of(Vertex vertex) {
    List<Vertex> causes = new ArrayList<>();
    if (!isBlocked.test(vertex)) {
      return causes;
    }
    Set<Vertex> seen = new HashSet<>();
    ArrayDeque<Vertex> open = new ArrayDeque<>();
    open.add(vertex);
    while (!open.isEmpty() && causes.size() < MOST && seen.size() < MOST_LOOKED_AT) {
      for (Vertex required : open.remove().hard) {
        if (seen.add(required)) {
          if (isCause.test(required)) {
            if (causes.size() < MOST) {
              causes.add(required);
            }
          } else if (isBlocked.test(required)) {
            open.add(required);
          }
        }
      }
    }
    return causes;
  }
}
