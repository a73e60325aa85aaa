package dev.stillson.server.scheduler;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What a caller waits for. The scheduler's thread says what it is; the caller gets it when it is
 * released, which is after its changes have been stored.
 */
final class Reply<R> {
  private final CompletableFuture<R> future = new CompletableFuture<>();
  private @Nullable R value;
  private @Nullable RuntimeException thrown;
  private volatile boolean abandoned;

  /** Says what the caller gets. */
  void give(R value) {
    this.value = value;
  }

  /** Says what is thrown to the caller. */
  void fail(RuntimeException thrown) {
    this.thrown = thrown;
  }

  /** The caller gets what has been said. */
  @SuppressWarnings("NullAway") // A work may well answer null; its caller knows.
  void release() {
    RuntimeException failure = thrown;
    if (failure != null) {
      future.completeExceptionally(failure);
    } else {
      future.complete(value);
    }
  }

  /** The caller gets nothing, whatever has been said. */
  void refuse(SchedulerUnavailableException why) {
    future.completeExceptionally(why);
  }

  /** Whether the caller does not wait any more. */
  boolean isAbandoned() {
    return abandoned;
  }

  /** Whether {@link #await} returns, or throws, at once. */
  boolean isDone() {
    return future.isDone();
  }

  /** Waits for the reply. */
  R await() {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SchedulerUnavailableException refused) {
        // One exception may refuse many: each caller gets its own stack.
        throw new SchedulerUnavailableException(String.valueOf(refused.getMessage()), refused);
      }
      if (e.getCause() instanceof RuntimeException thrownByWork) {
        throw thrownByWork;
      }
      throw new IllegalStateException("A reply failed with " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      abandoned = true;
      Thread.currentThread().interrupt();
      throw new SchedulerUnavailableException("The caller was interrupted while it waited", e);
    }
  }
}
