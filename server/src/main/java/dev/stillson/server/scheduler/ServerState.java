package dev.stillson.server.scheduler;

import dev.stillson.core.scheduler.SchedulerSettings;
import dev.stillson.server.store.History;
import dev.stillson.server.store.Note;
import dev.stillson.server.store.PostgresStateStore;
import dev.stillson.server.store.SqliteStateStore;
import dev.stillson.server.store.StateInUseException;
import dev.stillson.server.store.StateStore;
import dev.stillson.server.store.StoreException;
import dev.stillson.server.store.UnusableStateException;
import java.time.InstantSource;

/** The scheduler with its stored state, as the rest of the server sees it. */
public interface ServerState extends AutoCloseable {

  /** Like {@link #begin}, and waits until commands are answered, as {@link #awaitBegun} does. */
  static ServerState open(
      StateSettings settings, SchedulerSettings scheduler, InstantSource clock) {
    ServerState state = begin(settings, scheduler, clock);
    state.awaitBegun();
    return state;
  }

  /**
   * Begins to open the state, and returns at once. Until it is open, what is asked of it is refused
   * and there is no history.
   *
   * @param clock gives the time that goes with commands
   */
  static ServerState begin(
      StateSettings settings, SchedulerSettings scheduler, InstantSource clock) {
    StateStore store =
        switch (settings.location()) {
          case StateSettings.Location.Folder folder ->
              new SqliteStateStore(folder.path(), settings.release());
          case StateSettings.Location.Postgres database ->
              new PostgresStateStore(
                  database.url(), database.user(), database.password(), settings.release());
        };
    return new SchedulerThread(store, scheduler, settings.standby(), settings.retention(), clock)
        .begin();
  }

  /**
   * Waits until commands are answered; with {@link StateSettings#standby} only until it is known
   * that another server has the state.
   *
   * @throws StateInUseException if another server has the state
   * @throws UnusableStateException if the state is damaged or of a newer release
   * @throws StoreException if the state cannot be reached or written
   */
  void awaitBegun();

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
   * Notes what the scheduler knows nothing of; it is stored when this returns.
   *
   * @throws SchedulerUnavailableException if the state cannot be stored at present
   */
  void note(Note note);

  /** What is queued is answered, waiting claims get nothing, anything later is refused. */
  @Override
  void close();
}
