package dev.stillson.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The results of one function for many values, computed on virtual threads at the same time, as for
 * calls that wait for another machine.
 */
final class SideBySide<R> {
  private static final int MOST = 64;
  private final @Nullable Object[] results;

  private SideBySide(int count) {
    this.results = new @Nullable Object[count];
  }

  /** Calls {@code function} for each of {@code values}; returns when all calls have. */
  static <T, R> SideBySide<R> of(List<T> values, Function<T, R> function) {
    SideBySide<R> all = new SideBySide<>(values.size());
    AtomicInteger next = new AtomicInteger();
    Runnable work =
        () -> {
          for (int i = next.getAndIncrement(); i < values.size(); i = next.getAndIncrement()) {
            all.results[i] = all.call(function, values.get(i));
          }
        };
    List<Thread> threads = new ArrayList<>();
    for (int i = 1; i < Math.min(MOST, values.size()); i++) {
      threads.add(Thread.ofVirtual().start(work));
    }
    work.run();
    join(threads);
    return all;
  }

  private <T> @Nullable Object call(Function<T, R> function, T value) {
    try {
      return function.apply(value);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      return new Thrown(e);
    }
  }

  /** Waits for all; an interrupt is kept for later, as the results are shared. */
  static void join(List<Thread> threads) {
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The result for the value at {@code index}; throws what the call threw. */
  @SuppressWarnings({"unchecked"})
  R get(int index) {
    Object result = results[index];
    if (result instanceof Thrown thrown) {
      switch (thrown.cause()) {
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        default -> throw new IllegalStateException(thrown.cause());
      }
    }
    return (R) result;
  }

  private record Thrown(Throwable cause) {}
}
