package dev.stillson.core.scheduler;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a worker of Luigi says and our own cannot: its words and what they do are those of Luigi's
 * scheduler. Luigi's workers name no attempt, so a report counts if it comes from the worker that
 * runs the task.
 *
 * @param <R> the reply
 */
public sealed interface LuigiCommand<R> extends Command<R> {

  /**
   * A worker tells about one task: that it exists, what became of it, or both.
   *
   * @param asked the status that the task is to have; not {@link Status#PARKED} or {@link
   *     Status#BATCH_RUNNING}
   * @param runnable whether the worker can run the task
   * @param dependencies what the task depends on; empty: as before
   * @param found what it turned out to depend on in addition; empty: nothing is said
   * @param explanation the error, or what the task told about its result; empty: as before
   * @param terms its conditions, without batching; the module counts only if none is known
   * @param messages whether it accepts messages; empty: as before
   * @param assistant whether the worker is an assistant, which has no stake in the task
   * @param trackingUrl where it can be watched; empty: as before while it runs, else nowhere
   * @param batchable whether it may go into a batch; empty: as before
   * @param batch the batch that the task runs for
   * @param usualRetry the rule for a failure of a task that nobody has told about before
   */
  record AddTask(
      String worker,
      String taskId,
      Status asked,
      boolean runnable,
      Optional<List<String>> dependencies,
      Optional<List<String>> found,
      Optional<String> explanation,
      double priority,
      String family,
      Parameters parameters,
      Terms terms,
      Optional<Boolean> messages,
      boolean assistant,
      Optional<String> trackingUrl,
      Optional<Boolean> batchable,
      Optional<String> batch,
      RetryRule usualRetry)
      implements LuigiCommand<Acknowledgement> {
    /**
     * Checks the status and the priority.
     *
     * @throws IllegalArgumentException if nobody may ask for the status, or if the priority is not
     *     a number
     */
    public AddTask {
      if (asked == Status.PARKED || asked == Status.BATCH_RUNNING) {
        throw new IllegalArgumentException(
            "Task " + taskId + " is said to be " + asked + ", which is for the scheduler to say");
      }
      if (Double.isNaN(priority)) {
        throw new IllegalArgumentException("The priority of task " + taskId + " is not a number");
      }
    }
  }

  /**
   * A worker asks for one task, or one batch.
   *
   * @param assistant whether it takes tasks of others; once is for ever
   * @param current the tasks that it runs, if it tells: one that it was given and does not name is
   *     given again, and a batch that it has not begun goes back
   */
  record GetWork(String worker, boolean assistant, Optional<Set<String>> current)
      implements LuigiCommand<Work> {}

  /** A worker asks what is left for it. That is no sign of life. */
  record CountPending(String worker) implements LuigiCommand<Counts> {}

  /** A worker tells how it combines tasks of a family. That is no sign of life. */
  record AddBatcher(String worker, String family, Batching batching)
      implements LuigiCommand<Acknowledgement> {}

  /**
   * A worker tells about itself, in addition to what it told before. That is no sign of life.
   *
   * @param host the machine it runs on; empty: not told
   * @param slots how many tasks it runs at once; empty: not told
   * @param assistant whether it takes tasks of others; empty: not told
   * @param info everything it told, these three too, shown to people
   */
  record AddWorker(
      String worker,
      Optional<String> host,
      OptionalInt slots,
      Optional<Boolean> assistant,
      Map<String, String> info)
      implements LuigiCommand<Acknowledgement> {}

  /** A worker is alive and takes its messages, which are forgotten. */
  record Ping(String worker) implements LuigiCommand<List<WorkerMessage>> {}

  /** Somebody says what a task is doing; empty: nothing. */
  record SetMessage(String taskId, Optional<String> message)
      implements LuigiCommand<Acknowledgement> {}

  /** Somebody says how far a task is; empty: nowhere. */
  record SetPercentage(String taskId, Optional<Double> percentage)
      implements LuigiCommand<Acknowledgement> {}

  /** A running task gives back a part of its resources; never below 0. */
  record Decrease(String taskId, Demand less) implements LuigiCommand<Acknowledgement> {}

  /**
   * What there is to do for a worker.
   *
   * @param pending how many tasks it can run that are pending or failed and not below a disabled
   *     one
   * @param uniquePending how many of these no other worker can run
   * @param latestPending for how many of these it was the latest to say that it can run them
   * @param disabled whether the worker gets no more work
   * @param running the tasks it could run that run now
   */
  record Counts(
      int pending, int uniquePending, int latestPending, boolean disabled, List<Running> running) {}

  /**
   * A task that runs.
   *
   * @param taskId the task
   * @param worker where
   * @param profile what that worker told about itself
   */
  record Running(String taskId, String worker, WorkerProfile profile) {}

  /**
   * The reply to {@link GetWork}.
   *
   * @param counts as they were before
   * @param tasks the task to run, or the members of a batch, best ranked first; empty: none
   * @param batch what makes one batch of them, if it is one
   */
  record Work(Counts counts, List<TaskView> tasks, Optional<Combined> batch) {}

  /**
   * A batch.
   *
   * @param id its name
   * @param names the parameters that are combined
   */
  record Combined(String id, List<String> names) {}
}
