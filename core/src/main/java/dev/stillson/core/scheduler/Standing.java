package dev.stillson.core.scheduler;

/** Whether the scheduler gives work to a worker. */
public enum Standing {
  /** The worker gets work. */
  ACTIVE,
  /** Somebody disabled the worker: it should end what it runs and stop. */
  DISABLED
}
