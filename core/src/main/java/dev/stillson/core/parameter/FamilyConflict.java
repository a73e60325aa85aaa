package dev.stillson.core.parameter;

import dev.stillson.Node;

/**
 * Two classes of one pipeline have the same family, so that their tasks could not be told apart.
 */
public final class FamilyConflict extends RuntimeException {
  private final String family;
  private final transient Class<? extends Node> first;
  private final transient Class<? extends Node> second;

  FamilyConflict(String family, Class<? extends Node> first, Class<? extends Node> second) {
    super(
        "Family "
            + family
            + " is that of two classes.\n  "
            + place(first)
            + "\n  "
            + place(second)
            + "\nhint: give one of them a name of its own: @Family(\"…."
            + family.substring(family.lastIndexOf('.') + 1)
            + "\")");
    this.family = family;
    this.first = first;
    this.second = second;
  }

  private static String place(Class<?> type) {
    var domain = type.getProtectionDomain();
    var source = domain == null ? null : domain.getCodeSource();
    var location = source == null ? null : source.getLocation();
    return location == null ? type.getName() : type.getName() + "  in " + location;
  }

  /** The family. */
  public String family() {
    return family;
  }

  /** The class that had it first. */
  public Class<? extends Node> first() {
    return first;
  }

  /** The class that has it, too. */
  public Class<? extends Node> second() {
    return second;
  }
}
