package dev.stillson.worker;

/** What the process's exit code says. Part of the public contract: numbers never change meaning. */
public enum ExitCode {
  /** Everything asked for is done. */
  OK(0),
  /** Stillson itself went wrong; please report it. */
  INTERNAL(1),
  /** The command line, the configuration or the pipeline's source is wrong; nothing was run. */
  USAGE(2),
  /** At least one task failed for good. */
  FAILED(3),
  /** Something outside the pipeline is missing; nothing failed. */
  MISSING(4),
  /**
   * At least one task could not be planned: its {@code requires()} or {@code output()} threw, it is
   * on a cycle, a store could not be asked, or two tasks share one identity.
   */
  PLANNING(5),
  /** Nothing failed, yet some tasks were not run, such as those another worker runs. */
  NOT_RUN(6),
  /** The run was cancelled, as by Ctrl-C. */
  CANCELLED(130);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The number. */
  public int code() {
    return code;
  }
}
