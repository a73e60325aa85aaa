package dev.stillson.server.scheduler;

import dev.stillson.core.scheduler.Claimed;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.server.store.Note;
import java.util.function.Function;

/** Something that a caller wants of the scheduler's thread. */
sealed interface Order {

  /** What the caller waits for. */
  Reply<?> reply();

  /** Work that may change the state. */
  record Deed<R>(SharedScheduler.Work<R> work, Reply<R> reply) implements Order {}

  /**
   * A claim that may wait.
   *
   * @param deadline until when, by {@link System#nanoTime}
   * @param listens whether a message to the worker ends the wait
   */
  record Waiting(Command.Claim claim, long deadline, boolean listens, Reply<Claimed> reply)
      implements Order {}

  /** Something to be noted. */
  record Noting(Note note, Reply<Boolean> reply) implements Order {}

  /** A question about the state as it is; it waits for nothing. */
  record Question<R>(Function<Scheduler, R> question, Reply<R> reply) implements Order {}
}
