package dev.stillson.server.scheduler;

/**
 * Told what was stored, in order, on a thread of its own. It never slows the scheduler down: one
 * that is too slow misses groups and is told to look at everything again.
 */
public interface CommitListener {

  /** A group of commands was stored. */
  void committed(Committed changes);

  /**
   * Groups were missed, or the state was read anew after the store was gone: what the listener
   * knows may be wrong.
   */
  void resync();
}
