package dev.stillson.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of one task in a run.
 *
 * @param task the task
 * @param state how it ended
 * @param attempts how many attempts began in this run
 * @param duration how long the last attempt took, waiting for its own requirements not included;
 *     zero if there was none
 * @param failure why it is {@link State#FAILED} or {@link State#BROKEN}; for a task that needed
 *     several attempts: of the last that failed
 * @param log the last attempt's log file; it exists only if something was logged
 * @param blockers for {@link State#NOT_RUN}: the failed, missing, broken or cancelled tasks it
 *     waits for, directly or further up, those nearest to it first; at most ten
 */
public record TaskOutcome(
    PlannedTask task,
    State state,
    int attempts,
    Duration duration,
    Optional<Failure> failure,
    Optional<Path> log,
    List<PlannedTask> blockers) {

  /** How a task ended. */
  public enum State {
    /** Done in this run. */
    DONE,
    /** Done by another worker during this run. */
    DONE_ELSEWHERE,
    /** Complete before the run. */
    ALREADY_DONE,
    /** Failed for good. */
    FAILED,
    /** An external task whose target does not exist. */
    MISSING,
    /** It could not be planned. */
    BROKEN,
    /** Not run: something it requires did not succeed, or the run ended before. */
    NOT_RUN,
    /** It was running when the run was cancelled. */
    CANCELLED
  }
}
