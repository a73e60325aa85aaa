package dev.stillson.worker;

/** What the process's exit code says. Part of the public contract: numbers never change meaning. */
public enum ExitCode {
  /** Everything asked for is done. */
  OK(0, "everything asked for is done"),
  /** Stillson itself went wrong; please report it. */
  INTERNAL(1, "Stillson itself went wrong"),
  /** The command line, the configuration or the pipeline's source is wrong; nothing was run. */
  USAGE(2, "the command line, the configuration or the source is wrong; nothing was run"),
  /** At least one task failed for good. */
  FAILED(3, "a task failed for good"),
  /** Something outside the pipeline is missing; nothing failed. */
  MISSING(4, "something outside the pipeline is missing; nothing failed"),
  /**
   * At least one task could not be planned: its {@code requires()} or {@code output()} threw, it is
   * on a cycle, a store could not be asked, or two tasks share one identity.
   */
  PLANNING(5, "a task could not be planned"),
  /** Nothing failed, yet some tasks were not run, such as those another worker runs. */
  NOT_RUN(6, "nothing failed, yet some tasks were not run"),
  /** The run was cancelled, as by Ctrl-C. */
  CANCELLED(130, "the run was cancelled");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** The number. */
  public int code() {
    return code;
  }

  /** What the number says, in a few words for a help text. */
  public String meaning() {
    return meaning;
  }
}
