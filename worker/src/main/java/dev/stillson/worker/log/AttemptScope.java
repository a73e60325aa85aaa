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

  /**
   * The scope of one attempt.
   *
   * @param taskId the task's id
   * @param attempt which attempt, from 1
   * @param logs the folder of the run's log files; made by who writes the first line
   */
  public AttemptScope(String taskId, int attempt, Path logs) {
    this.taskId = taskId;
    this.attempt = attempt;
    this.logs = logs;
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

  @Override
  public String toString() {
    return taskId + "." + attempt;
  }
}
