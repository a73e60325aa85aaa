package dev.stillson.worker.scheduler;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The machine's clock and one daemon thread, which starts with the first alarm. */
public final class SystemTimer implements Timer {
  private @Nullable ScheduledThreadPoolExecutor executor;
  private boolean closed;

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public synchronized Alarm after(Duration wait, Runnable task) {
    if (closed) {
      return () -> {};
    }
    ScheduledThreadPoolExecutor threads = executor;
    if (threads == null) {
      threads =
          new ScheduledThreadPoolExecutor(
              1, work -> Thread.ofPlatform().daemon().name("stillson-timer").unstarted(work));
      threads.setRemoveOnCancelPolicy(true);
      executor = threads;
    }
    ScheduledFuture<?> future =
        threads.schedule(task, Math.max(0, wait.toMillis()), TimeUnit.MILLISECONDS);
    return () -> future.cancel(false);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (executor != null) {
      executor.shutdownNow();
    }
  }
}
