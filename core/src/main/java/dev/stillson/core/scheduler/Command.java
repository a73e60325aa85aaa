package dev.stillson.core.scheduler;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Something that a worker or a person wants of the scheduler; {@link Scheduler#apply} is the only
 * place where it happens. A worker that is mentioned for the first time is registered with {@link
 * WorkerProfile#UNKNOWN}.
 *
 * @param <R> the reply
 */
public sealed interface Command<R>
    permits Command.RegisterWorker,
        Command.Announce,
        Command.Claim,
        Command.Report,
        Command.Await,
        Command.Heartbeat,
        Command.Progress,
        Command.DecreaseResources,
        Command.Forget,
        Command.ForgiveFailures,
        Command.MarkDone,
        Command.Invalidate,
        Command.ReEnable,
        Command.Disable,
        Command.Cancel,
        Command.SetPriority,
        Command.Pause,
        Command.Resume,
        Command.DisableWorker,
        Command.SetSlots,
        Command.SetResource,
        Command.SendMessage,
        Command.Start,
        Command.Delete,
        Command.Respond,
        Command.TakeResponse,
        Command.Prune,
        LuigiCommand {

  // From workers.

  /**
   * A worker introduces itself, or changes what it told before.
   *
   * @param worker the worker's id, unique among all that live
   */
  record RegisterWorker(String worker, WorkerProfile profile) implements Command<Acknowledgement> {}

  /**
   * A worker tells what it knows about tasks and becomes a stakeholder of them and of what they
   * depend on. The order of the list is the order in which tasks of equal priority run. A task that
   * runs keeps its status, one that just got done keeps it for {@link
   * SchedulerSettings#doneCooldown}. A disabled worker's announcement of new tasks is ignored.
   */
  record Announce(String worker, List<Announcement> tasks) implements Command<Standing> {}

  /**
   * A worker asks for tasks to run. One claim of a worker at a time: the next only after the reply
   * to the one before.
   *
   * @param most how many the worker has room for; 0 or more
   * @param held what the worker has in hand, when replies can be lost on the way: what it was given
   *     and does not name is sent again, with the same attempt number, even beyond {@code most}.
   *     Parked tasks are not named. Empty: no reply gets lost
   */
  record Claim(String worker, int most, Optional<Set<String>> held) implements Command<Claimed> {
    /** A claim over a connection that loses nothing. */
    public Claim(String worker, int most) {
      this(worker, most, Optional.empty());
    }
  }

  /** A worker reports the end of an attempt; repeating it is harmless. */
  record Report(String worker, String taskId, int attempt, Outcome outcome)
      implements Command<Verdict> {}

  /**
   * A running task wants to wait for others. It is parked: its lease lives on, its resources and
   * its slot are free, and a later claim of the worker brings the {@link Resumption}.
   *
   * @param newTasks announced first, in the worker's name
   * @param dependencies what the task waits for; each must be known or among {@code newTasks}
   */
  record Await(
      String worker,
      String taskId,
      int attempt,
      List<Announcement> newTasks,
      List<String> dependencies)
      implements Command<Awaited> {}

  /**
   * A worker is alive. Every other command of the worker says so too, except those of its running
   * tasks.
   *
   * @param leases all attempts the worker is at, running and parked
   * @param seen the number of the last message it received, 0 for none; up to there they are
   *     forgotten
   */
  record Heartbeat(String worker, List<Lease> leases, long seen) implements Command<Pulse> {}

  /**
   * A running task tells how far it is. What is empty stays as it was.
   *
   * @param message what the task is doing
   * @param percentage from 0 to 100
   * @param trackingUrl where people can watch it
   */
  record Progress(
      String worker,
      String taskId,
      int attempt,
      Optional<String> message,
      Optional<Double> percentage,
      Optional<String> trackingUrl)
      implements Command<Verdict> {}

  /** A running task gives back a part of its resources; never below 0. */
  record DecreaseResources(String worker, String taskId, int attempt, Demand less)
      implements Command<Verdict> {}

  /**
   * A worker leaves: its tasks are released, its stake ends, and the scheduler forgets it. Without
   * this the same happens after {@link SchedulerSettings#workerTimeout} of silence, with its tasks
   * treated as lost.
   */
  record Forget(String worker) implements Command<Acknowledgement> {}

  // From people. The reply about a task is its status afterwards, empty if it is unknown.

  /** A failed task becomes pending, with all its retries. */
  record ForgiveFailures(String taskId) implements Command<Optional<Status>> {}

  /** A task counts as done, whatever it was; an attempt of it is over. */
  record MarkDone(String taskId) implements Command<Optional<Status>> {}

  /**
   * A task that is done, or that failed, is to be made anew: it becomes pending, with all its
   * retries. Whoever takes it may still find that it is done. Not for one that is disabled, or that
   * an attempt is at.
   */
  record Invalidate(String taskId) implements Command<Optional<Status>> {}

  /**
   * A disabled task is tried again: as after a failure if too many failures disabled it, at once if
   * a worker or a person did.
   */
  record ReEnable(String taskId) implements Command<Optional<Status>> {}

  /** A task is not to run until it is re-enabled or announced again. Not for one that runs. */
  record Disable(String taskId) implements Command<Optional<Status>> {}

  /**
   * A task fails for good, without an attempt being counted: at once if it waits, after its worker
   * has stopped it if it runs. Not for one that is done or disabled.
   */
  record Cancel(String taskId) implements Command<Optional<Status>> {}

  /** Gives a task a priority, also a lower one; what it depends on is raised, never lowered. */
  record SetPriority(String taskId, double priority) implements Command<Optional<Status>> {
    /**
     * Checks the priority.
     *
     * @throws IllegalArgumentException if the priority is not a number
     */
    public SetPriority {
      if (Double.isNaN(priority)) {
        throw new IllegalArgumentException("The priority of task " + taskId + " is not a number");
      }
    }
  }

  /** No more tasks are started; running and parked ones go on. */
  record Pause() implements Command<Acknowledgement> {}

  /** Ends a pause. */
  record Resume() implements Command<Acknowledgement> {}

  /** A worker gets no more work; what it runs goes on. */
  record DisableWorker(String worker) implements Command<Acknowledgement> {}

  /** A worker is asked to change the number of its slots. */
  record SetSlots(String worker, int slots) implements Command<Acknowledgement> {}

  /** Sets how much there is of a resource; one that was never set has 1. */
  record SetResource(String name, double total) implements Command<Acknowledgement> {}

  /**
   * A person sends a text to a running task.
   *
   * @param messageId chosen by the caller, unique; names the message in the response
   */
  record SendMessage(String worker, String taskId, String messageId, String content)
      implements Command<Acknowledgement> {}

  /**
   * A person has a worker start a task; see {@link WorkerMessage.Start}. A worker that is unknown
   * is not told.
   *
   * @param dry whether only to find out what it would take
   */
  record Start(
      String worker,
      String submission,
      String family,
      Map<String, String> parameters,
      String user,
      boolean dry)
      implements Command<Acknowledgement> {
    /** One that is not dry. */
    public Start(
        String worker,
        String submission,
        String family,
        Map<String, String> parameters,
        String user) {
      this(worker, submission, family, parameters, user, false);
    }
  }

  /**
   * A person has a worker delete the outputs of tasks; see {@link WorkerMessage.Delete}. A worker
   * that is unknown is not told.
   */
  record Delete(String worker, String order, List<WorkerMessage.Named> tasks)
      implements Command<Acknowledgement> {}

  /** A task answers a message. */
  record Respond(String taskId, String messageId, String response)
      implements Command<Acknowledgement> {}

  /** Fetches the answer to a message, once; empty: there is none (yet). */
  record TakeResponse(String taskId, String messageId) implements Command<Optional<String>> {}

  /**
   * Applies what time has brought: silent workers are dropped, retries become pending, disabled
   * tasks return, tasks that nobody needs are removed.
   */
  record Prune() implements Command<Acknowledgement> {}
}
