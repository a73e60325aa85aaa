package dev.stillson.core.scheduler;

/** What the worker that announces a task found out about it. */
public enum Presence {
  /** Not there; the worker is able to run it. */
  PENDING,
  /** Already there. */
  DONE,
  /** Not there, and nothing that the worker knows can make it. */
  EXTERNAL,
  /** Broken: its requirements or its output could not be asked for. */
  UNKNOWN,
  /** Not to be run, by the worker's wish. */
  DISABLED
}
