package dev.stillson.worker;

import dev.stillson.Node;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What came of a run. */
public interface RunResult {

  /** The run's id, also the name of its folder. */
  String run();

  /** The folder of the run's logs; it exists only if something was logged. */
  Path folder();

  /** When the run began. */
  Instant started();

  /** How long it took, planning included. */
  Duration duration();

  /** What came of it in one word. */
  Status status();

  /** What the process's exit code should be. */
  ExitCode exitCode();

  /** How many tasks ended how. */
  Counts counts();

  /** What came of each task, those required before those that require them. */
  List<TaskOutcome> tasks();

  /** What came of {@code node}; empty if it had no part in the run. */
  Optional<TaskOutcome> task(Node node);

  /** What happened, for people, in a few lines without a line feed at the end. */
  String summary();

  /** What came of a run in one word. */
  enum Status {
    /** Everything asked for is done. */
    SUCCESS,
    /** Everything is done, though some attempts failed. */
    SUCCESS_WITH_RETRY,
    /** Some tasks failed for good. */
    FAILED,
    /** Some tasks failed for good and some could not be planned. */
    FAILED_AND_PLANNING_FAILED,
    /** Some tasks could not be planned; none failed. */
    PLANNING_FAILED,
    /** Some tasks were not run; none failed. */
    NOT_RUN,
    /** External targets are missing; nothing failed. */
    MISSING_EXTERNAL,
    /** The run was cancelled. */
    CANCELLED
  }

  /**
   * How many tasks ended how; wrappers count as tasks.
   *
   * @param done done in this run
   * @param alreadyDone complete before
   * @param failed failed for good
   * @param missing external targets that do not exist
   * @param broken could not be planned
   * @param notRun not run, for what they require or since the run ended
   * @param cancelled running when the run was cancelled
   * @param retried done in this run, after at least one failed attempt
   */
  record Counts(
      int done,
      int alreadyDone,
      int failed,
      int missing,
      int broken,
      int notRun,
      int cancelled,
      int retried) {

    /** All tasks. */
    public int total() {
      return done + alreadyDone + failed + missing + broken + notRun + cancelled;
    }
  }
}
