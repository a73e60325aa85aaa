package dev.stillson.core.scheduler;

import java.util.List;

/**
 * A task handed to a worker, with its lease.
 *
 * @param taskId the task
 * @param attempt the number of the attempt, from 1
 * @param family the task's family, for a worker that has not announced the task
 * @param parameters its parameters
 * @param members when it is a batch: all tasks of the batch, this one first, each with its own
 *     attempt number; one report about this task counts for all of them. Empty: the task alone
 */
public record Assignment(
    String taskId, int attempt, String family, Parameters parameters, List<Assignment> members) {

  /** The lease that comes with the task. */
  public Lease lease() {
    return new Lease(taskId, attempt);
  }
}
