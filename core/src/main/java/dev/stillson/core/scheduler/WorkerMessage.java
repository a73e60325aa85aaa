package dev.stillson.core.scheduler;

import java.util.List;
import java.util.Map;

/** What somebody wants a worker to know or do. Each message of a worker has a number of its own. */
public sealed interface WorkerMessage {

  /** The message's number; they grow. */
  long number();

  /**
   * Run this many tasks at once from now on.
   *
   * @param number the message's number
   * @param slots how many
   */
  record Slots(long number, int slots) implements WorkerMessage {}

  /**
   * A text for a running task.
   *
   * @param number the message's number
   * @param taskId the task
   * @param messageId names the message in the response
   * @param content the text
   */
  record ForTask(long number, String taskId, String messageId, String content)
      implements WorkerMessage {}

  /**
   * End this attempt; its failure will be final.
   *
   * @param number the message's number
   * @param taskId the task
   * @param attempt its attempt
   */
  record Stop(long number, String taskId, int attempt) implements WorkerMessage {}

  /**
   * Make a task, find out what it requires and announce all of it, in the name of a submission.
   *
   * @param number the message's number
   * @param submission the name under which to announce, which no worker has
   * @param family the task's family
   * @param parameters texts by the parameters' names; what is not among them is the worker's to
   *     find
   * @param user who wants it
   * @param dry whether only to tell what would run, and to announce nothing
   */
  record Start(
      long number,
      String submission,
      String family,
      Map<String, String> parameters,
      String user,
      boolean dry)
      implements WorkerMessage {
    /** Copies the parameters. */
    public Start {
      parameters = Map.copyOf(parameters);
    }

    /** One that is not dry. */
    public Start(
        long number,
        String submission,
        String family,
        Map<String, String> parameters,
        String user) {
      this(number, submission, family, parameters, user, false);
    }
  }

  /**
   * Delete the outputs of tasks, one after the other, once the server allows it.
   *
   * @param number the message's number
   * @param order the name under which to ask and to answer, which no worker has
   * @param tasks whose outputs, in the order in which to delete them
   */
  record Delete(long number, String order, List<Named> tasks) implements WorkerMessage {
    /** Copies the tasks. */
    public Delete {
      tasks = List.copyOf(tasks);
    }
  }

  /**
   * A task by what makes it.
   *
   * @param taskId the task
   * @param family its family
   * @param parameters texts by the parameters' names
   */
  record Named(String taskId, String family, Map<String, String> parameters) {
    /** Copies the parameters. */
    public Named {
      parameters = Map.copyOf(parameters);
    }
  }
}
