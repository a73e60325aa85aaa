package dev.stillson.protocol.worker;

import java.util.List;

/**
 * What a start would take, as the worker sees it that would make the tasks.
 *
 * @param taskId the task that was asked for
 * @param toRun how many tasks are not done, as {@link WorkerCommand.Started} would tell
 * @param done how many are
 * @param stuck how many of those that are not done cannot run as things are
 * @param families the families with most tasks to run, at most {@link #MOST}; what they lack to the
 *     sums is of others
 * @param first the first tasks that would run, in their order, at most {@link #MOST}
 * @param obstacles what others cannot run without: external tasks whose output is missing, and
 *     tasks that cannot be planned; at most {@link #MOST}
 */
public record StartPlan(
    String taskId,
    int toRun,
    int done,
    int stuck,
    List<Share> families,
    List<Task> first,
    List<Task> obstacles) {
  /** How many families, and how many tasks of a kind, are named at most. */
  public static final int MOST = 100;

  /** Copies the lists. */
  public StartPlan {
    families = List.copyOf(families);
    first = List.copyOf(first);
    obstacles = List.copyOf(obstacles);
  }

  /**
   * The tasks of one family.
   *
   * @param family the family
   * @param toRun how many are not done
   * @param done how many are
   */
  public record Share(String family, int toRun, int done) {}

  /**
   * One task.
   *
   * @param taskId its id
   * @param family its family
   * @param name what people call it, without what is secret
   */
  public record Task(String taskId, String family, String name) {}
}
