package dev.stillson.core.scheduler;

import java.util.Collections;
import java.util.List;

/**
 * The parameter names of a family, shared by all its tasks.
 *
 * @param names the wire names, in the family's order
 * @param visibilities who sees each of them, as many as there are names
 */
public record Signature(List<String> names, List<Visibility> visibilities) {

  /** No parameters. */
  public static final Signature NONE = new Signature(List.of(), List.of());

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if the lists differ in length
   */
  public Signature {
    names = List.copyOf(names);
    visibilities = List.copyOf(visibilities);
    if (names.size() != visibilities.size()) {
      throw new IllegalArgumentException(
          "A signature has "
              + names.size()
              + " names and "
              + visibilities.size()
              + " visibilities");
    }
  }

  /** A signature whose parameters are all public. */
  public static Signature of(String... names) {
    return new Signature(List.of(names), Collections.nCopies(names.length, Visibility.PUBLIC));
  }
}
