package dev.stillson.core.scheduler;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One handing out of a task to a worker; kept after its end to say who ran the task last. */
final class Attempt {
  /** How it ended. */
  enum End {
    /** Not yet. */
    GOING_ON,
    /** The worker reported it. */
    REPORTED,
    /** Something else ended it, as the loss of the worker. */
    TAKEN_AWAY
  }

  final WorkerState worker;

  /** When it was handed out, or last sent again to a worker of Luigi. */
  Instant since;

  /** The resources it holds, or gave back when it was parked. */
  Demand held;

  End end = End.GOING_ON;

  /** Whether its worker is gone. */
  boolean lost;

  /** Whether its failure is to be final, by a person's wish. */
  boolean cancelled;

  /**
   * Whether a worker has found the task done meanwhile. Its outputs are there, then, whatever
   * becomes of the attempt.
   */
  boolean foundDone;

  /** When the last handing out was a resumption: the awaited tasks that were lost. */
  @Nullable List<String> resumed;

  Attempt(WorkerState worker, Instant since, Demand held) {
    this.worker = worker;
    this.since = since;
    this.held = held;
  }
}
