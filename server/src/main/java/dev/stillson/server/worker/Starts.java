package dev.stillson.server.worker;

import dev.stillson.protocol.worker.StartPlan;
import dev.stillson.protocol.worker.WorkerCommand;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;

/**
 * People who wait for a worker to start a task for them, or to tell what that would take. Not
 * stored: after a restart of the server nobody waits any more. Safe for threads.
 */
public final class Starts {
  private final Map<String, CompletableFuture<Answer>> open = new ConcurrentHashMap<>();

  /** What a worker answered. */
  public sealed interface Answer {
    /**
     * The task and all that it requires is announced.
     *
     * @param taskId the task
     * @param toRun how many tasks of the submission are not done
     * @param done how many were done before
     */
    record Started(String taskId, int toRun, int done) implements Answer {}

    /**
     * Nothing is announced, as nobody wanted that.
     *
     * @param plan what would be
     */
    record Planned(StartPlan plan) implements Answer {}

    /**
     * Nothing is announced.
     *
     * @param error why
     */
    record Declined(String error) implements Answer {}
  }

  /** Begins to wait for the answer about {@code submission}; to be ended by {@link #forget}. */
  public Future<Answer> expect(String submission) {
    return open.computeIfAbsent(submission, _ -> new CompletableFuture<>());
  }

  /** Nobody waits for {@code submission} any more. */
  public void forget(String submission) {
    open.remove(submission);
  }

  void started(String submission, WorkerCommand.Started started) {
    answer(submission, new Answer.Started(started.taskId(), started.toRun(), started.done()));
  }

  void planned(String submission, WorkerCommand.Planned planned) {
    answer(submission, new Answer.Planned(planned.plan()));
  }

  void declined(String submission, WorkerCommand.Decline decline) {
    answer(submission, new Answer.Declined(decline.error()));
  }

  private void answer(String submission, Answer answer) {
    CompletableFuture<Answer> waiting = open.get(submission);
    if (waiting != null) {
      waiting.complete(answer);
    }
  }
}
