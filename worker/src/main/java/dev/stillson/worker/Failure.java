package dev.stillson.worker;

import java.util.Optional;

/**
 * Why something went wrong.
 *
 * @param message what went wrong, the first line a sentence of its own; may have more lines; never
 *     empty
 * @param place the first line of the pipeline's own code: {@code WordCount.run(WordCount.java:12)};
 *     empty if the failure is not in code
 * @param details the stack trace with all causes; empty if there is none
 * @param permanent whether trying again is pointless
 */
public record Failure(String message, Optional<String> place, String details, boolean permanent) {

  /** A failure that no code threw. */
  public static Failure of(String message) {
    return new Failure(message, Optional.empty(), "", false);
  }

  /** As {@link #of(String)}, not to be tried again. */
  public static Failure permanent(String message) {
    return new Failure(message, Optional.empty(), "", true);
  }

  /** The first line of the message. */
  public String firstLine() {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end).stripTrailing();
  }

  @Override
  public String toString() {
    return place.isPresent() ? firstLine() + " (" + place.get() + ")" : firstLine();
  }
}
