package dev.stillson.worker.scheduler;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Awaited;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Lease;
import dev.stillson.core.scheduler.Outcome;
import dev.stillson.core.scheduler.Status;
import dev.stillson.core.scheduler.WorkerMessage;
import dev.stillson.core.scheduler.WorkerProfile;
import java.util.List;
import java.util.Optional;

/**
 * One worker's connection to its scheduler. Used by many threads at once, except that {@link
 * #exchange} is called by one at a time, so that whatever ends during one travels with the next.
 */
public interface SchedulerClient extends AutoCloseable {

  /** The worker introduces itself; before anything else. */
  void register(WorkerProfile profile);

  /** Who is told what happens at the scheduler; set once, before {@link #register}. */
  void listen(Listener listener);

  /** Tells about tasks; returns when the scheduler knows them. */
  void announce(List<Announcement> tasks);

  /**
   * Reports ends of attempts, then asks for up to {@code most} tasks. Does not wait for tasks to
   * become ready.
   */
  Exchange exchange(List<End> ends, int most);

  /** Asks to park a running attempt until {@code dependencies} have come to an end. */
  Awaited await(String taskId, int attempt, List<Announcement> newTasks, List<String> dependencies);

  /** Passes on what a running task tells; may be later, and only the latest. */
  void tell(Report report);

  /** A running attempt has written to its log. Returns at once; may come for each line. */
  default void logged(Lease lease) {}

  /**
   * Whether people or other workers see the tasks here, so that it is worth announcing what is done
   * already and all parameters, and that something may happen without this worker.
   */
  boolean isShared();

  /** How tasks stand, as far as others had a part in it; those that are not known are left out. */
  List<News> ask(List<String> taskIds);

  /** The worker leaves; what it still runs is released. */
  @Override
  void close();

  /**
   * The end of an attempt.
   *
   * @param taskId the task
   * @param attempt its attempt
   * @param outcome how it ended
   */
  record End(String taskId, int attempt, Outcome outcome) {}

  /**
   * How a task stands.
   *
   * @param taskId the task
   * @param status where it is in its life
   * @param worker who runs it, or ran it last
   * @param explanation its error, or what it told about its result
   */
  record News(
      String taskId, Status status, Optional<String> worker, Optional<String> explanation) {}

  /**
   * Told what happens at the scheduler. Calls come from threads of the client, which must not be
   * kept.
   */
  interface Listener {
    /** Tells nobody. */
    Listener NONE = () -> {};

    /**
     * An exchange may give more than the one before did, though nothing was reported: a retry is
     * due, or another worker got something done.
     */
    void wake();

    /**
     * The scheduler has forgotten the worker and what it announced: both must be told again. In a
     * thread of its own, which may take its time.
     */
    default void introduce() {}

    /** The worker does not hold this lease any more: the attempt must stop and publish nothing. */
    default void lost(Lease lease) {}

    /** Somebody wants this of the worker. */
    default void message(WorkerMessage message) {}
  }

  /** What a running task tells; the worker's name is added on the way. */
  interface Report {
    /** The command, in the name of {@code worker}. */
    Command<?> by(String worker);
  }
}
