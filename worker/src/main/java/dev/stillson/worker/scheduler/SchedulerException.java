package dev.stillson.worker.scheduler;

/** The scheduler cannot be used. The message is for people. */
public final class SchedulerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A sentence with its subject first, facts one per line, a hint last. */
  public SchedulerException(String message) {
    super(message, null, false, false);
  }
}
