package dev.stillson.server.scheduler;

import dev.stillson.server.store.AuditEntry;
import dev.stillson.server.store.History;

/** The scheduler with its stored state, as the rest of the server sees it. */
public interface ServerState extends AutoCloseable {

  /** The scheduler. */
  SharedScheduler scheduler();

  /** Whether it answers; changes with time. */
  SchedulerHealth health();

  /** What its thread has done so far. */
  SchedulerStatistics statistics();

  /** From now on {@code listener} is told what is stored; first, that it knows nothing. */
  void listen(CommitListener listener);

  /** No more is told to {@code listener}. */
  void unlisten(CommitListener listener);

  /** What has been. */
  History history();

  /**
   * Notes what a person did; it is stored when this returns.
   *
   * @throws SchedulerUnavailableException if the state cannot be stored at present
   */
  void audit(AuditEntry entry);

  /** What is queued is answered, waiting claims get nothing, anything later is refused. */
  @Override
  void close();
}
