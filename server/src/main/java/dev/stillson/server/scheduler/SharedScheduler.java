package dev.stillson.server.scheduler;

import dev.stillson.core.scheduler.Claimed;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * The scheduler that all workers and people share. Safe for use by many threads; the callers are
 * virtual threads and wait.
 *
 * <p>What a call changed is stored when the call returns. When it throws {@link
 * SchedulerUnavailableException} nothing is known about whether the change counts: the caller has
 * to repeat it, which every command allows.
 */
public interface SharedScheduler {

  /**
   * Applies a command.
   *
   * @throws IllegalArgumentException if a value in the command makes no sense
   * @throws SchedulerUnavailableException if the state cannot be stored at present
   */
  <R> R apply(Command<R> command);

  /**
   * Does several things with no other command in between. An exception of {@code work} is thrown to
   * the caller; what the work changed before counts.
   *
   * @throws SchedulerUnavailableException if the state cannot be stored at present
   */
  <R> R perform(Work<R> work);

  /**
   * Answers a question about the state, which must not change it and must be quick: nothing else
   * happens meanwhile. What it sees may not be stored yet.
   *
   * @throws SchedulerUnavailableException if the scheduler is not open
   */
  <R> R look(Function<Scheduler, R> question);

  /**
   * Applies a claim; while it gives nothing, waits and tries again whenever something may have
   * become ready for the worker. Of several waiting claims the one that came first is served first.
   *
   * <p>Returns with nothing before its time where waiting is in vain: the worker is not active, has
   * no room, has nothing more to expect and is no assistant, or claimed anew. So who repeats it
   * must not do so without a pause.
   *
   * @param wait how long at most; zero: not at all
   * @param listens whether to return with nothing also while there are messages for the worker that
   *     it has not said to have seen
   * @throws SchedulerUnavailableException if the state cannot be stored at present
   */
  Claimed claim(Command.Claim claim, Duration wait, boolean listens);

  /** Something that is done to the scheduler as a whole. */
  @FunctionalInterface
  interface Work<R> {
    /** Does it; {@code now} is the time that goes with every command. */
    R on(Scheduler scheduler, Instant now);
  }
}
