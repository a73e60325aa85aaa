package dev.stillson.core.scheduler;

/** How a worker stands with the scheduler. */
public enum Standing {
  /** The worker gets work. */
  ACTIVE,
  /**
   * The scheduler has not been introduced to the worker, or not since it dropped it for being
   * silent: what it announced before is forgotten. It should register and announce again. Workers
   * that never register can live with it.
   */
  UNREGISTERED,
  /** Somebody disabled the worker: it should end what it runs and stop. */
  DISABLED
}
