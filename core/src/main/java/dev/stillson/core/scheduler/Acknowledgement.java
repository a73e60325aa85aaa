package dev.stillson.core.scheduler;

/** The reply to a command that cannot be refused and has nothing to tell. */
public enum Acknowledgement {
  /** The command has been applied. */
  OK
}
