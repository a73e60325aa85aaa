package dev.stillson.server.store;

import dev.stillson.core.scheduler.AttemptEnd;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which attempts somebody wants to see; what is empty does not restrict.
 *
 * @param taskId of this task
 * @param family of this family
 * @param worker of this worker
 * @param endings that ended in one of these ways; empty: in any
 * @param from that ended at this time or later
 * @param until that ended before this time
 */
public record AttemptFilter(
    Optional<String> taskId,
    Optional<String> family,
    Optional<String> worker,
    Set<AttemptEnd.Ending> endings,
    Optional<Instant> from,
    Optional<Instant> until) {

  /** All attempts. */
  public static final AttemptFilter ALL =
      new AttemptFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Set.of(),
          Optional.empty(),
          Optional.empty());

  /** The attempts of one task. */
  public static AttemptFilter ofTask(String taskId) {
    return new AttemptFilter(
        Optional.of(taskId),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** The attempts of one family. */
  public static AttemptFilter ofFamily(String family) {
    return new AttemptFilter(
        Optional.empty(),
        Optional.of(family),
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        Optional.empty());
  }
}
