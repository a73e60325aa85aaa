package dev.stillson.server.worker;

import dev.stillson.core.scheduler.Assistance;
import dev.stillson.core.scheduler.Claimed;
import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.SchedulerSettings;
import dev.stillson.core.scheduler.Standing;
import dev.stillson.server.scheduler.SharedScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** A scheduler behind a lock, in memory, with a clock that the test moves. */
final class LockedScheduler implements SharedScheduler {
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition changed = lock.newCondition();
  private final Scheduler scheduler = new Scheduler(SchedulerSettings.DAEMON);
  private Instant now = Instant.parse("2026-11-21T05:00:00Z");

  /** Opened when somebody waits in a claim. */
  final CountDownLatch waiting = new CountDownLatch(1);

  /** Moves the clock and applies what time has brought. */
  void pass(Duration time) {
    lock.lock();
    try {
      now = now.plus(time);
    } finally {
      lock.unlock();
    }
    apply(new Command.Prune());
  }

  @Override
  public <R> R apply(Command<R> command) {
    return perform((core, at) -> core.apply(command, at));
  }

  @Override
  public <R> R perform(Work<R> work) {
    lock.lock();
    try {
      return work.on(scheduler, now);
    } finally {
      changed.signalAll();
      lock.unlock();
    }
  }

  @Override
  public <R> R look(Function<Scheduler, R> question) {
    lock.lock();
    try {
      return question.apply(scheduler);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Claimed claim(Command.Claim claim, Duration wait, boolean listens) {
    lock.lock();
    try {
      long left = wait.toNanos();
      while (true) {
        Claimed claimed = scheduler.apply(claim, now);
        if (left <= 0
            || !claimed.assignments().isEmpty()
            || !claimed.resumptions().isEmpty()
            || (listens && scheduler.hasMessages(claim.worker()))
            || isInVain(claim.worker(), claimed)) {
          return claimed;
        }
        waiting.countDown();
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      lock.unlock();
    }
  }

  private boolean isInVain(String worker, Claimed claimed) {
    boolean assists =
        scheduler
            .worker(worker)
            .map(row -> !(row.profile().assistance() instanceof Assistance.None))
            .orElse(false);
    return claimed.standing() != Standing.ACTIVE || (claimed.live() == 0 && !assists);
  }

  void awaitWaiter() throws InterruptedException {
    if (!waiting.await(20, TimeUnit.SECONDS)) {
      throw new IllegalStateException("Nobody waits");
    }
  }
}
