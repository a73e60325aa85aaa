package dev.stillson.protocol.luigi;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Gives one object for equal values, so that a million tasks of a few families stay small. */
final class Shared {
  private static final int MOST = 20_000;

  private final Map<Object, Object> known = new ConcurrentHashMap<>();

  /** The object for all values that equal {@code value}. */
  @SuppressWarnings("unchecked") // Equal values are of one class.
  <T> T one(T value) {
    if (known.size() > MOST) {
      known.clear();
    }
    Object first = known.putIfAbsent(value, value);
    return first == null ? value : (T) first;
  }
}
