package dev.stillson.core.scheduler;

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
}
