package dev.stillson.core.scheduler;

/** What a task looks like to those that depend on it; they need to hear of nothing else. */
enum Face {
  /** It may still get done by itself. */
  OPEN,
  /** It is done. */
  DONE,
  /** It will not get done unless something from outside changes. */
  LOST,
  /** Lost because it, or a hard dependency below it, is disabled. */
  DISABLED;

  boolean isLost() {
    return this == LOST || this == DISABLED;
  }
}
