package dev.stillson.server.scheduler;

import dev.stillson.core.scheduler.Claimed;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Scheduler;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Hands what callers want to the scheduler's thread and waits for the reply. */
final class StoredScheduler implements SharedScheduler {
  private final Consumer<Order> desk;
  private final LongSupplier nanos;

  /**
   * Hands orders to {@code desk}.
   *
   * @param nanos measures time as {@link System#nanoTime} does
   */
  StoredScheduler(Consumer<Order> desk, LongSupplier nanos) {
    this.desk = desk;
    this.nanos = nanos;
  }

  @Override
  public <R> R apply(Command<R> command) {
    return perform((scheduler, now) -> scheduler.apply(command, now));
  }

  @Override
  public <R> R perform(Work<R> work) {
    Reply<R> reply = new Reply<>();
    desk.accept(new Order.Deed<>(work, reply));
    return reply.await();
  }

  @Override
  public <R> R look(Function<Scheduler, R> question) {
    Reply<R> reply = new Reply<>();
    desk.accept(new Order.Question<>(question, reply));
    return reply.await();
  }

  @Override
  public Claimed claim(Command.Claim claim, Duration wait, boolean listens) {
    if (wait.isZero() || wait.isNegative()) {
      return apply(claim);
    }
    Reply<Claimed> reply = new Reply<>();
    long most = Duration.ofDays(1).compareTo(wait) < 0 ? 86_400_000_000_000L : wait.toNanos();
    desk.accept(new Order.Waiting(claim, nanos.getAsLong() + most, listens, reply));
    return reply.await();
  }
}
