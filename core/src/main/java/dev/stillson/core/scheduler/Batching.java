package dev.stillson.core.scheduler;

import java.util.List;

/**
 * How tasks of a family are combined to one.
 *
 * @param names the parameters that are combined; all others must be equal within a batch
 * @param most how many tasks may be combined, at least 1; {@link Integer#MAX_VALUE}: any number
 */
public record Batching(List<String> names, int most) {

  /**
   * Copies the names.
   *
   * @throws IllegalArgumentException if {@code most} is below 1
   */
  public Batching {
    names = List.copyOf(names);
    if (most < 1) {
      throw new IllegalArgumentException("A batch has at most " + most + " tasks; 1 is the least");
    }
  }
}
