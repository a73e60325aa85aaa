package dev.stillson.core.scheduler;

import java.time.Instant;
import java.util.Optional;

/**
 * How an attempt of a task came to its end. Each attempt ends once.
 *
 * @param taskId the task
 * @param family its family
 * @param parameters its parameters
 * @param attempt the attempt's number, from 1
 * @param worker the worker it was given to
 * @param host the worker's machine; may be empty
 * @param started when it was handed out
 * @param ended when it ended; with a clock that jumps it may be before
 * @param ending what became of it
 * @param explanation the error, or what the task told about its result
 * @param waitedFor the dependency that got done last, for which it had to wait longest; empty: it
 *     had none that is done
 */
public record AttemptEnd(
    String taskId,
    String family,
    Parameters parameters,
    int attempt,
    String worker,
    String host,
    Instant started,
    Instant ended,
    Ending ending,
    Optional<String> explanation,
    Optional<String> waitedFor) {

  /** What became of an attempt. */
  public enum Ending {
    /** The task is done. */
    DONE,
    /** It failed. */
    FAILED,
    /** A person wanted it to end. */
    CANCELLED,
    /** A person said that the task is done while the attempt was going on. */
    MARKED_DONE,
    /** The worker gave the task back or left. */
    RELEASED,
    /** The worker stopped answering. */
    LOST
  }
}
