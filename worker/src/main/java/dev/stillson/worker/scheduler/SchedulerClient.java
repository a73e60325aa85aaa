package dev.stillson.worker.scheduler;

import dev.stillson.core.scheduler.Announcement;
import dev.stillson.core.scheduler.Awaited;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Outcome;
import dev.stillson.core.scheduler.WorkerProfile;
import java.util.List;

/**
 * One worker's connection to its scheduler. Used by many threads at once, except that {@link
 * #exchange} is called by one at a time, so that whatever ends during one travels with the next.
 */
public interface SchedulerClient extends AutoCloseable {

  /** The worker introduces itself; before anything else. */
  void register(WorkerProfile profile);

  /**
   * Calls {@code wake} whenever an exchange may give more than the one before did, though nothing
   * was reported: a retry is due, or another worker got something done. Set once, before the first
   * exchange.
   */
  void onWake(Runnable wake);

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

  /**
   * Whether people or other workers see the tasks here, so that it is worth announcing what is done
   * already and all parameters, and that something may happen without this worker.
   */
  boolean isShared();

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

  /** What a running task tells; the worker's name is added on the way. */
  interface Report {
    /** The command, in the name of {@code worker}. */
    Command<?> by(String worker);
  }
}
