package dev.stillson.core.scheduler;

import java.util.Optional;

/** How an attempt ended. */
public sealed interface Outcome {

  /** The task is done and has nothing to tell. */
  Outcome DONE = new Done(Optional.empty());

  /**
   * The task is done.
   *
   * @param explanation what the task tells about its result
   */
  record Done(Optional<String> explanation) implements Outcome {}

  /**
   * The attempt failed.
   *
   * @param error the text shown to people
   * @param permanent whether no other attempt can succeed: it is final at once
   */
  record Failed(String error, boolean permanent) implements Outcome {}

  /** The worker gives the task back, as when it stops: pending again, and no failure. */
  record Released() implements Outcome {}
}
