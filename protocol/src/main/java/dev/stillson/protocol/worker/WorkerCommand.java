package dev.stillson.protocol.worker;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Demand;
import dev.stillson.core.scheduler.Lease;
import dev.stillson.core.scheduler.Outcome;
import dev.stillson.core.scheduler.WorkerProfile;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One of the things that a request of a worker asks for. The worker's name is told once in the
 * request; {@link ForScheduler#by} adds it.
 */
public sealed interface WorkerCommand {

  /** A command that the scheduler applies. */
  sealed interface ForScheduler extends WorkerCommand {
    /** The scheduler's command, in the name of {@code worker}. */
    Command<?> by(String worker);
  }

  /** {@link Command.RegisterWorker}. */
  record Register(WorkerProfile profile) implements ForScheduler {
    @Override
    public Command.RegisterWorker by(String worker) {
      return new Command.RegisterWorker(worker, profile);
    }
  }

  /** {@link Command.Announce}. */
  record Announce(List<Announcement> tasks) implements ForScheduler {
    @Override
    public Command.Announce by(String worker) {
      return new Command.Announce(worker, tasks);
    }
  }

  /** {@link Command.Claim}. */
  record Claim(int most, Optional<Set<String>> held) implements ForScheduler {
    @Override
    public Command.Claim by(String worker) {
      return new Command.Claim(worker, most, held);
    }
  }

  /** {@link Command.Report}. */
  record Report(String taskId, int attempt, Outcome outcome) implements ForScheduler {
    @Override
    public Command.Report by(String worker) {
      return new Command.Report(worker, taskId, attempt, outcome);
    }
  }

  /** {@link Command.Await}. */
  record Await(String taskId, int attempt, List<Announcement> newTasks, List<String> dependencies)
      implements ForScheduler {
    @Override
    public Command.Await by(String worker) {
      return new Command.Await(worker, taskId, attempt, newTasks, dependencies);
    }
  }

  /** {@link Command.Heartbeat}. */
  record Heartbeat(List<Lease> leases, long seen) implements ForScheduler {
    @Override
    public Command.Heartbeat by(String worker) {
      return new Command.Heartbeat(worker, leases, seen);
    }
  }

  /** {@link Command.Progress}. */
  record Progress(
      String taskId,
      int attempt,
      Optional<String> message,
      Optional<Double> percentage,
      Optional<String> trackingUrl)
      implements ForScheduler {
    @Override
    public Command.Progress by(String worker) {
      return new Command.Progress(worker, taskId, attempt, message, percentage, trackingUrl);
    }
  }

  /** {@link Command.DecreaseResources}. */
  record Decrease(String taskId, int attempt, Demand less) implements ForScheduler {
    @Override
    public Command.DecreaseResources by(String worker) {
      return new Command.DecreaseResources(worker, taskId, attempt, less);
    }
  }

  /** {@link Command.Respond}. */
  record Respond(String taskId, String messageId, String response) implements ForScheduler {
    @Override
    public Command.Respond by(String worker) {
      return new Command.Respond(taskId, messageId, response);
    }
  }

  /** {@link Command.Forget}. */
  record Forget() implements ForScheduler {
    @Override
    public Command.Forget by(String worker) {
      return new Command.Forget(worker);
    }
  }

  /**
   * Announces tasks that the sender does not run and will not wait beside: the server itself keeps
   * a stake in them, under the request's worker name, until nothing of them can come to an end any
   * more.
   */
  record Submit(List<Announcement> tasks) implements WorkerCommand {}

  /**
   * What a person wanted started is announced, all of it. Sent, as the announcement was, in the
   * name that {@link dev.stillson.core.scheduler.WorkerMessage.Start} gave.
   *
   * @param taskId the task that the person wanted
   * @param toRun how many tasks of the submission are not done
   * @param done how many were done before
   */
  record Started(String taskId, int toRun, int done) implements WorkerCommand {}

  /**
   * What would be announced for a person who wanted to know no more than that. Sent in the name
   * that {@link dev.stillson.core.scheduler.WorkerMessage.Start} gave, under which nothing is.
   *
   * @param plan what it would take
   */
  record Planned(StartPlan plan) implements WorkerCommand {}

  /**
   * What a person wants cannot be, so that nothing is announced, or deleted. Sent in the name that
   * {@link dev.stillson.core.scheduler.WorkerMessage.Start} or {@link
   * dev.stillson.core.scheduler.WorkerMessage.Delete} gave.
   *
   * @param error why, for the person
   */
  record Decline(String error) implements WorkerCommand {}

  /**
   * All that a person wants deleted is found, and nothing deleted yet: may it be? Sent in the name
   * that {@link dev.stillson.core.scheduler.WorkerMessage.Delete} gave; held for as long as the
   * request's patience lasts. The answer is {@link Reply.Done} if it may; refused as {@link
   * ProtocolException.Code#UNAVAILABLE} if that is not decided yet, and otherwise if it may not.
   */
  record Prepared() implements WorkerCommand {}

  /**
   * What became of the outputs that were to be deleted. Sent in the name that {@link
   * dev.stillson.core.scheduler.WorkerMessage.Delete} gave.
   *
   * @param taskIds the tasks without outputs now: of those asked for the first, in their order
   * @param error why there are not all of them, for the person
   */
  record Deleted(List<String> taskIds, Optional<String> error) implements WorkerCommand {}

  /**
   * A piece of an attempt's log. Sending it again is harmless: what lies before the end of what the
   * server has is skipped.
   *
   * @param taskId the task
   * @param attempt its attempt
   * @param offset where in the log the text begins, in bytes of UTF-8
   * @param text the text
   */
  record Log(String taskId, int attempt, long offset, String text) implements WorkerCommand {}

  /**
   * Asks how tasks stand.
   *
   * @param taskIds the tasks
   */
  record Ask(List<String> taskIds) implements WorkerCommand {}
}
