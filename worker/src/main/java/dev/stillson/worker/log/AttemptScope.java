package dev.stillson.worker.log;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The attempt that a thread works for. Set by the worker in the thread that calls {@code run}, and
 * inherited by the threads started there.
 */
public final class AttemptScope {
  private static final InheritableThreadLocal<@Nullable AttemptScope> CURRENT =
      new InheritableThreadLocal<>();

  private final String taskId;
  private final int attempt;
  private final Path logs;
  private final Runnable written;

  /**
   * The scope of one attempt.
   *
   * @param taskId the task's id
   * @param attempt which attempt, from 1
   * @param logs the folder of the run's log files; made by who writes the first line
   * @param written called when something was written to the attempt's log; returns at once
   */
  public AttemptScope(String taskId, int attempt, Path logs, Runnable written) {
    this.taskId = taskId;
    this.attempt = attempt;
    this.logs = logs;
    this.written = written;
  }

  /** The scope of the calling thread; empty outside of any attempt. */
  public static Optional<AttemptScope> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  /** Makes the calling thread, and threads it starts from now on, belong to this attempt. */
  public void enter() {
    CURRENT.set(this);
  }

  /** Makes the calling thread belong to no attempt. */
  public static void leave() {
    CURRENT.remove();
  }

  /** The task's id. */
  public String taskId() {
    return taskId;
  }

  /** Which attempt it is, from 1. */
  public int attempt() {
    return attempt;
  }

  /** Where the attempt's log belongs; neither the file nor its folder needs to exist. */
  public Path logFile() {
    return logs.resolve(taskId + "." + attempt + ".log");
  }

  /** To be called by who wrote to {@link #logFile}, so that those who follow it see it at once. */
  public void written() {
    written.run();
  }

  @Override
  public String toString() {
    return taskId + "." + attempt;
  }
}
