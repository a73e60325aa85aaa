package dev.stillson.server.scheduler;

/** The scheduler cannot answer at present: its store is gone, or it is starting or stopping. */
public final class SchedulerUnavailableException extends RuntimeException {
  /** With a text for people that says what is the matter. */
  public SchedulerUnavailableException(String message) {
    super(message);
  }

  /** The same, with what the store said. */
  public SchedulerUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
