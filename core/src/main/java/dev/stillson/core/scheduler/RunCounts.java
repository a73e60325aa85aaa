package dev.stillson.core.scheduler;

/**
 * How many of the tasks of a run are what.
 *
 * @param done those that are {@link RunPart#DONE}
 * @param doneBefore those that are {@link RunPart#DONE_BEFORE}
 * @param failed those that are {@link RunPart#FAILED}
 * @param running those that are {@link RunPart#RUNNING}
 * @param open those that are {@link RunPart#OPEN}
 */
public record RunCounts(int done, int doneBefore, int failed, int running, int open) {
  /** No tasks. */
  public static final RunCounts NONE = new RunCounts(0, 0, 0, 0, 0);

  /** These counts with {@code change} more of {@code part}. */
  public RunCounts plus(RunPart part, int change) {
    return switch (part) {
      case DONE -> new RunCounts(done + change, doneBefore, failed, running, open);
      case DONE_BEFORE -> new RunCounts(done, doneBefore + change, failed, running, open);
      case FAILED -> new RunCounts(done, doneBefore, failed + change, running, open);
      case RUNNING -> new RunCounts(done, doneBefore, failed, running + change, open);
      case OPEN -> new RunCounts(done, doneBefore, failed, running, open + change);
    };
  }

  /** How many tasks there are. */
  public int total() {
    return done + doneBefore + failed + running + open;
  }
}
