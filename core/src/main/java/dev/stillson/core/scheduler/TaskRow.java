package dev.stillson.core.scheduler;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is known about a task, as it is shown and stored. Nothing in it can be worked out from
 * other rows.
 *
 * @param id the task's id
 * @param family its family; empty while it is only named as a dependency
 * @param parameters its parameters
 * @param terms the conditions under which it runs
 * @param priority higher runs first
 * @param status where it is in its life
 * @param announced whether a worker announced it, rather than only naming it
 * @param runnable whether a worker ever was able to run it
 * @param batchable whether it may go into a batch
 * @param order the order in which tasks were first heard of
 * @param heard when it was first heard of
 * @param updated when its status last changed
 * @param dependencies what it depends on, in the order named
 * @param stakeholders ids of the workers with a stake in it
 * @param able ids of the workers able to run it
 * @param latest the one of them that said so last, if there are several
 * @param attempts how many attempts were started
 * @param attempt the last of them
 * @param failures the failures that still count
 * @param batch the batch it is in
 * @param disabledAt when too many failures disabled it
 * @param due when it is tried again, or re-enabled
 * @param removal when it is forgotten
 * @param remarks what it and its worker told about the last attempt
 */
public record TaskRow(
    String id,
    String family,
    Parameters parameters,
    Terms terms,
    double priority,
    Status status,
    boolean announced,
    boolean runnable,
    boolean batchable,
    long order,
    Instant heard,
    Instant updated,
    List<Dependency> dependencies,
    List<String> stakeholders,
    List<String> able,
    Optional<String> latest,
    int attempts,
    Optional<AttemptRow> attempt,
    Optional<FailureRow> failures,
    Optional<String> batch,
    Optional<Instant> disabledAt,
    Optional<Instant> due,
    Optional<Instant> removal,
    Remarks remarks) {

  /**
   * Another task that this one depends on.
   *
   * @param id the other task, which need not be known
   * @param hard whether it must be done before this one starts
   * @param soft whether it must have come to an end before this one starts
   * @param awaited whether this one is parked until it has come to an end
   * @param dynamic whether this one found that it needs it while it ran
   */
  public record Dependency(
      String id, boolean hard, boolean soft, boolean awaited, boolean dynamic) {}

  /**
   * An attempt.
   *
   * @param worker the worker it was given to
   * @param since when
   * @param held the resources it holds, or held
   * @param live whether it goes on
   * @param reported whether its worker reported its end
   * @param cancelled whether a person wants it to end
   * @param foundDone whether a worker has found the task done since it began
   * @param resumed when it was parked and went on last: the awaited tasks that were not done
   */
  public record AttemptRow(
      String worker,
      Instant since,
      Demand held,
      boolean live,
      boolean reported,
      boolean cancelled,
      boolean foundDone,
      Optional<List<String>> resumed) {}

  /**
   * The failures that still count.
   *
   * @param times under {@link RetryRule.Windowed}: when, oldest first
   * @param first when the very first was
   * @param count under {@link RetryRule.Counted}: how many
   * @param losses how often the worker was lost
   */
  public record FailureRow(List<Instant> times, Optional<Instant> first, int count, int losses) {}

  /**
   * What was told about the last attempt.
   *
   * @param explanation the error, or what the task told about its result
   * @param message what it was doing
   * @param percentage how far it was
   * @param trackingUrl where it can be watched
   * @param responses answers to messages, by message
   */
  public record Remarks(
      Optional<String> explanation,
      Optional<String> message,
      Optional<Double> percentage,
      Optional<String> trackingUrl,
      Map<String, String> responses) {

    /** Nothing. */
    public static final Remarks NONE =
        new Remarks(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
  }
}
