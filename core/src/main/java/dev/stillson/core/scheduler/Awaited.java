package dev.stillson.core.scheduler;

import java.util.List;

/** The reply to a task's wish to wait for others. */
public sealed interface Awaited {

  /** The task is parked; a {@link Resumption} tells when it may go on. */
  record Parked() implements Awaited {}

  /**
   * All awaited tasks have come to an end already: the task goes on at once.
   *
   * @param failed those that are not done and never will be by themselves
   */
  record Settled(List<String> failed) implements Awaited {}

  /**
   * An awaited task depends on the waiting one, so that neither could ever go on. The task is not
   * parked.
   *
   * @param path task ids, each depending on the next; the first and the last are the waiting task
   */
  record Cycle(List<String> path) implements Awaited {}

  /**
   * The attempt is over, or an awaited task is unknown. The task is not parked.
   *
   * @param why the reason
   */
  record Refused(Refusal why) implements Awaited {}
}
