package dev.stillson.server.store;

import dev.stillson.core.scheduler.Snapshot;
import java.time.Instant;

/**
 * Where the state is kept. One thread opens it, commits and closes; the history may be asked by
 * many threads at any time.
 */
public interface StateStore extends AutoCloseable {

  /**
   * Takes hold of the state, brings it to the present form and reads it. After a failed commit the
   * state is opened again to learn what counts.
   *
   * @throws StoreException if the database cannot be reached or does not take a write at present
   * @throws StateInUseException if another server has it
   * @throws UnusableStateException if it is damaged or of a newer release
   */
  Snapshot open();

  /**
   * Stores a group of changes as a whole. When it returns they outlive the machine's power.
   *
   * @throws StoreException if it cannot; whether the changes are stored is then unknown, and the
   *     next thing to do is to open the state again
   */
  void commit(Changeset changes);

  /**
   * Deletes a small part of what ended before {@code limit}, and the oldest of too many backfills
   * that ended.
   *
   * @return whether there may be more
   * @throws StoreException if the database cannot be reached
   */
  boolean forgetBefore(Instant limit);

  /** What has been. */
  History history();

  /** Lets go of the state; it may be opened again. */
  @Override
  void close();
}
