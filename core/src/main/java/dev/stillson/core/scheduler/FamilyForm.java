package dev.stillson.core.scheduler;

import java.util.List;
import java.util.Optional;

/**
 * What people are told of a family and must say to start a task of it, as a worker tells that could
 * make it.
 *
 * @param family the family
 * @param help what its author says about its tasks, or empty
 * @param owners whom to ask about its tasks
 * @param fields its parameters, in the task's own order, but for those that nobody may see
 */
public record FamilyForm(String family, String help, List<String> owners, List<Field> fields) {
  /** Copies the owners and the fields. */
  public FamilyForm {
    owners = List.copyOf(owners);
    fields = List.copyOf(fields);
  }

  /** A family of which nobody says anything but its parameters. */
  public FamilyForm(String family, List<Field> fields) {
    this(family, "", List.of(), fields);
  }

  /**
   * One parameter.
   *
   * @param name its name on the wire
   * @param form what its text must be, with an article: {@code a date}
   * @param example a text of that form
   * @param required whether it must be given, as nothing is configured and there is no default
   * @param initial its text where none is given; empty: there is none, or it is hidden
   * @param help one sentence of its author, or empty
   * @param choices all its texts where they are few; otherwise empty
   * @param hidden whether its value is not shown
   */
  public record Field(
      String name,
      String form,
      String example,
      boolean required,
      Optional<String> initial,
      String help,
      List<String> choices,
      boolean hidden) {
    /** Copies the choices. */
    public Field {
      choices = List.copyOf(choices);
    }
  }
}
