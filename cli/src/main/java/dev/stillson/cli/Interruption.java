package dev.stillson.cli;

import dev.stillson.worker.Engine;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C: cancels the run and keeps the process alive until the run has rolled back and said so,
 * for a bounded time.
 */
final class Interruption implements AutoCloseable {
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook;

  private Interruption(Engine engine, Duration grace) {
    hook = Thread.ofPlatform().name("stillson-interrupt").unstarted(() -> cancel(engine, grace));
  }

  /** From now until it is closed, the end of the process cancels {@code engine} first. */
  static Interruption cancels(Engine engine, Duration grace) {
    Interruption interruption = new Interruption(engine, grace);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  private void cancel(Engine engine, Duration grace) {
    engine.cancel();
    try {
      if (!over.await(grace.plus(LAST_WORDS).toMillis(), TimeUnit.MILLISECONDS)) {
        engine.cancel();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    over.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already, and the hook with it.
    }
  }
}
