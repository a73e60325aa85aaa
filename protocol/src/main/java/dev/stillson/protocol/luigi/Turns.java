package dev.stillson.protocol.luigi;

import dev.stillson.core.scheduler.Scheduler;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The scheduler for a call that takes its time: one turn after the other, between which others have
 * theirs. Nothing of the scheduler is to be used after the turn that gave it.
 */
public interface Turns {

  /** Does something; what it changed, and what it and earlier turns saw, is stored afterwards. */
  <R> R perform(BiFunction<Scheduler, Instant, R> work);

  /** Looks at something and changes nothing. */
  <R> R look(Function<Scheduler, R> question);

  /** All turns at once. */
  static Turns of(Scheduler scheduler, Instant now) {
    return new Turns() {
      @Override
      public <R> R perform(BiFunction<Scheduler, Instant, R> work) {
        return work.apply(scheduler, now);
      }

      @Override
      public <R> R look(Function<Scheduler, R> question) {
        return question.apply(scheduler);
      }
    };
  }
}
