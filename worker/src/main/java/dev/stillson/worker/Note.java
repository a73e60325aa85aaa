package dev.stillson.worker;

/** What an attempt leaves on the {@link Desk}. */
sealed interface Note {

  /** The attempt. */
  Attempt attempt();

  /** It is parked, and its slot is free. */
  record Parked(Attempt attempt) implements Note {}

  /** It is over, and its task is done. */
  record Done(Attempt attempt, long nanos) implements Note {}

  /** It is over, and its task is not done. */
  record Failed(Attempt attempt, long nanos, Failure failure) implements Note {}

  /** It is over since its lease was lost: nothing of it counts. */
  record Lost(Attempt attempt) implements Note {}

  /** It is over since the run was cancelled. */
  record Cancelled(Attempt attempt, long nanos) implements Note {}
}
