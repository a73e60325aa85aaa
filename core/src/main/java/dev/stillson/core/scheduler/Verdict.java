package dev.stillson.core.scheduler;

/** Whether the scheduler accepted what a worker said about an attempt. */
public sealed interface Verdict {

  /** Accepted, or accepted before: repeating a report does no harm. */
  Verdict ACCEPTED = new Accepted();

  /** The report counts. */
  record Accepted() implements Verdict {}

  /**
   * The report does not count; nothing has changed.
   *
   * @param why the reason
   */
  record Refused(Refusal why) implements Verdict {}
}
