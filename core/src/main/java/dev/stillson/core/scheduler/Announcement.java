package dev.stillson.core.scheduler;

import java.util.List;

/**
 * What a worker tells about one task. The lists are kept until the command has been applied and
 * must not change before.
 *
 * @param id the task's id
 * @param family the task's family
 * @param parameters the task's parameters
 * @param dependencies ids of tasks that must be done before; they replace those announced earlier,
 *     except that an empty list for a task that is not {@link Presence#PENDING} leaves them. They
 *     may be announced later: until then they are known as {@link Status#UNKNOWN} and hold the task
 *     back
 * @param softDependencies ids of tasks that must have come to an end before, done or not; treated
 *     the same way
 * @param presence what the worker found
 * @param priority higher runs first; any number, also an infinite one. An announcement raises the
 *     priority of the task, and of all that it depends on, and never lowers it
 * @param terms the conditions under which the task runs
 * @param outputs what people call the places of the task's results, in the task's order; they
 *     replace those told earlier, except that an empty list leaves them
 */
public record Announcement(
    String id,
    String family,
    Parameters parameters,
    List<String> dependencies,
    List<String> softDependencies,
    Presence presence,
    double priority,
    Terms terms,
    List<String> outputs) {

  /**
   * Checks the priority.
   *
   * @throws IllegalArgumentException if the priority is not a number
   */
  public Announcement {
    if (Double.isNaN(priority)) {
      throw new IllegalArgumentException("The priority of task " + id + " is not a number");
    }
  }

  /** One that says nothing of outputs. */
  public Announcement(
      String id,
      String family,
      Parameters parameters,
      List<String> dependencies,
      List<String> softDependencies,
      Presence presence,
      double priority,
      Terms terms) {
    this(
        id,
        family,
        parameters,
        dependencies,
        softDependencies,
        presence,
        priority,
        terms,
        List.of());
  }

  /** The same with {@code outputs}. */
  public Announcement withOutputs(List<String> outputs) {
    return new Announcement(
        id, family, parameters, dependencies, softDependencies, presence, priority, terms, outputs);
  }

  /** A task to be run, with priority 0, plain terms and no parameters. */
  public static Announcement pending(String id, String family, List<String> dependencies) {
    return new Announcement(
        id, family, Parameters.NONE, dependencies, List.of(), Presence.PENDING, 0, Terms.PLAIN);
  }
}
