package dev.stillson.server.simulation;

import dev.stillson.core.scheduler.Claimed;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.server.scheduler.SharedScheduler;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The scheduler with an eye on what echoes of requests do to it. */
final class WatchedScheduler implements SharedScheduler {
  private final SharedScheduler scheduler;
  private final Laws laws;
  private final BooleanSupplier echo;

  /**
   * Passes everything on.
   *
   * @param echo whether the caller's request is one that nobody waits for any more
   */
  WatchedScheduler(SharedScheduler scheduler, Laws laws, BooleanSupplier echo) {
    this.scheduler = scheduler;
    this.laws = laws;
    this.echo = echo;
  }

  @Override
  public <R> R apply(Command<R> command) {
    return scheduler.apply(command);
  }

  @Override
  public <R> R perform(Work<R> work) {
    if (!echo.getAsBoolean()) {
      return scheduler.perform(work);
    }
    return scheduler.perform((core, now) -> {
      Laws.Finished before = laws.finished(core);
      R reply = work.on(core, now);
      laws.echoed(before, core);
      return reply;
    });
  }

  @Override
  public <R> R look(Function<Scheduler, R> question) {
    return scheduler.look(question);
  }

  @Override
  public Claimed claim(Command.Claim claim, Duration wait, boolean listens) {
    return scheduler.claim(claim, wait, listens);
  }
}
