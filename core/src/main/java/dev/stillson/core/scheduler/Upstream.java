package dev.stillson.core.scheduler;

/** What the most severe thing is that a pending task waits for, least severe first. */
public enum Upstream {
  /** Nothing worth telling. */
  NONE,
  /** Tasks that run. */
  RUNNING,
  /** Tasks that are pending and wait for nothing themselves. */
  MISSING_INPUT,
  /** Tasks that failed. */
  FAILED,
  /** Tasks that are disabled. */
  DISABLED
}
