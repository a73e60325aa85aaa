package dev.stillson.worker;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Something that happened in a run. */
public sealed interface RunEvent {

  /** Something that happened to one task. */
  sealed interface OfTask extends RunEvent {
    /** The task. */
    PlannedTask task();
  }

  /** The run begins; nothing is planned yet. */
  record RunStarted(String run, Path folder) implements RunEvent {}

  /** While planning: {@code task} requires {@code dependency}. */
  record DependencyDiscovered(PlannedTask task, PlannedTask dependency) implements OfTask {}

  /** While planning: the target of an external task does not exist. */
  record DependencyMissing(PlannedTask task) implements OfTask {}

  /** While planning: {@code task} is complete already. */
  record DependencyPresent(PlannedTask task) implements OfTask {}

  /** {@code task} could not be planned. */
  record TaskBroken(PlannedTask task, Failure failure) implements OfTask {}

  /**
   * Planning is over. Sent again, with the new numbers, each time a running task requires more.
   *
   * @param toRun how many tasks are to be run in this run, those that ran already included
   * @param done how many were complete when they were looked at
   * @param missing how many external targets do not exist
   * @param broken how many could not be planned
   */
  record Planned(int toRun, int done, int missing, int broken) implements RunEvent {}

  /** An attempt begins. */
  record AttemptStarted(PlannedTask task, int attempt) implements OfTask {}

  /** The attempt waits for tasks that it required while running; it holds no slot meanwhile. */
  record AttemptParked(PlannedTask task, int attempt) implements OfTask {}

  /** The attempt goes on. */
  record AttemptResumed(PlannedTask task, int attempt) implements OfTask {}

  /**
   * The task said how far it is.
   *
   * @param fraction from 0 to 1
   */
  record Progress(PlannedTask task, int attempt, double fraction) implements OfTask {}

  /** The task said what it is doing; {@code message} is its text as it is. */
  record Status(PlannedTask task, int attempt, String message) implements OfTask {}

  /** The task said where it can be watched. */
  record Tracking(PlannedTask task, int attempt, URI url) implements OfTask {}

  /** The attempt exceeded its time limit; an {@link AttemptFailed} follows. */
  record AttemptTimedOut(PlannedTask task, int attempt, Duration limit) implements OfTask {}

  /** The attempt's own JVM died; an {@link AttemptFailed} follows. */
  record ProcessDied(PlannedTask task, int attempt, String explanation) implements OfTask {}

  /**
   * The attempt failed.
   *
   * @param retry the wait before the next attempt; empty if the failure is final
   */
  record AttemptFailed(
      PlannedTask task, int attempt, Failure failure, Duration duration, Optional<Duration> retry)
      implements OfTask {}

  /** The attempt was ended by cancelling the run. */
  record AttemptCancelled(PlannedTask task, int attempt) implements OfTask {}

  /** The task is done: its output exists. */
  record TaskDone(PlannedTask task, int attempt, Duration duration) implements OfTask {}

  /**
   * A range of a family was looked at; before the run begins.
   *
   * @param complete how many of those looked at exist; as many as the limit allows to be missing
   *     are looked for
   * @param total how many there are in the range
   * @param delay how many steps it is from the oldest missing one to the end; 0: none is missing
   */
  record RangeEvaluated(String family, long complete, long total, long delay) implements RunEvent {}

  /** The run is over. */
  record RunEnded(RunResult result) implements RunEvent {}
}
