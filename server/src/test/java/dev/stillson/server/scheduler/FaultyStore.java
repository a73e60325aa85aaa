package dev.stillson.server.scheduler;

import dev.stillson.core.scheduler.Snapshot;
import dev.stillson.server.store.Changeset;
import dev.stillson.server.store.History;
import dev.stillson.server.store.StateStore;
import dev.stillson.server.store.StoreException;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** A store that fails at random, but for its first opening, or while it is told to. */
final class FaultyStore implements StateStore {
  private final StateStore store;
  private final Random random;
  private final int oneIn;
  private boolean opened;
  private volatile boolean gone;
  private volatile boolean held;

  /** Fails in one commit of {@code oneIn}; 0: never by itself. */
  FaultyStore(StateStore store, Random random, int oneIn) {
    this.store = store;
    this.random = random;
    this.oneIn = oneIn;
  }

  /** From now on everything fails, or works again. */
  void gone(boolean gone) {
    this.gone = gone;
  }

  /** From now on commits do not return, or do again. */
  void held(boolean held) {
    this.held = held;
  }

  private boolean unlucky() {
    return oneIn > 0 && random.nextInt(oneIn) == 0;
  }

  @Override
  public Snapshot open() {
    if (gone || (opened && oneIn > 0 && random.nextInt(4) == 0)) {
      throw new StoreException("The disk was unplugged");
    }
    opened = true;
    return store.open();
  }

  @Override
  public void commit(Changeset changes) {
    while (held) {
      LockSupport.parkNanos(100_000);
    }
    // Nobody is told when mere signs of life are lost.
    boolean watched = !changes.described().isEmpty() || !changes.tasks().isEmpty();
    if (gone || (watched && unlucky())) {
      throw new StoreException("The disk was unplugged before the commit");
    }
    store.commit(changes);
    if (watched && unlucky()) {
      throw new StoreException("The disk was unplugged after the commit");
    }
  }

  @Override
  public boolean forgetBefore(Instant limit) {
    return store.forgetBefore(limit);
  }

  @Override
  public History history() {
    return store.history();
  }

  @Override
  public void close() {
    store.close();
  }
}
