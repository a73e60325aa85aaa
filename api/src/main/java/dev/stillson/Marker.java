package dev.stillson;

import java.util.Locale;

/**
 * The fact that something was done, for a task with a side effect and no natural output, such as a
 * sent mail. Kept by the scheduler's store.
 *
 * @param name unique among all markers; not empty
 */
public record Marker(String name) implements Target {

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException if {@code name} is blank
   */
  public Marker {
    if (name.isBlank()) {
      throw new IllegalArgumentException("A marker's name is empty");
    }
  }

  /**
   * The marker named by {@code format}, as {@link String#format(String, Object...)} fills it in for
   * the root locale.
   */
  public static Marker at(String format, Object... arguments) {
    return new Marker(String.format(Locale.ROOT, format, arguments));
  }

  @Override
  public String toString() {
    return "marker:" + name;
  }
}
