package dev.stillson.core.scheduler;

/** Who sees a parameter. Private ones are never sent to the scheduler. */
public enum Visibility {
  /** Shown to everybody. */
  PUBLIC,
  /** Sent to workers and not shown in lists. */
  HIDDEN
}
