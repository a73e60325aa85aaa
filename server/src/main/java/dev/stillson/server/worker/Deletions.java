package dev.stillson.server.worker;

import dev.stillson.protocol.worker.ProtocolException;
import dev.stillson.protocol.worker.Reply;
import dev.stillson.protocol.worker.WorkerCommand;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * People who wait for workers to delete outputs. A message to a worker may come long after it was
 * sent, so a worker asks before it deletes, and may do so only while somebody waits. Not stored:
 * after a restart of the server nobody waits any more. Safe for threads.
 */
public final class Deletions {
  /** How long a worker may ask again that has not heard that it may. */
  private static final Duration ASKED_AGAIN = Duration.ofSeconds(20);

  private static final Duration LONGEST_HOLD = Duration.ofSeconds(30);

  private final Map<String, Part> open = new ConcurrentHashMap<>();

  /** What one worker is to delete. */
  public final class Part implements AutoCloseable {
    private final String order;
    private final CompletableFuture<Optional<String>> prepared = new CompletableFuture<>();
    private final CompletableFuture<Long> allowed = new CompletableFuture<>();
    private final CompletableFuture<WorkerCommand.Deleted> deleted = new CompletableFuture<>();

    private Part(String order) {
      this.order = order;
    }

    /** Comes when the worker has found all outputs, or else with what is in the way. */
    public Future<Optional<String>> prepared() {
      return prepared;
    }

    /** Lets the worker delete. */
    public void allow() {
      allowed.complete(System.nanoTime());
    }

    /** Comes when the worker has done what it could. */
    public Future<WorkerCommand.Deleted> deleted() {
      return deleted;
    }

    /** Nobody waits any more. */
    @Override
    public void close() {
      open.remove(order, this);
      allowed.cancel(false);
    }
  }

  /**
   * Begins to wait for a worker.
   *
   * @param order names the part in the message to the worker; to be unique
   */
  public Part expect(String order) {
    Part part = new Part(order);
    open.put(order, part);
    return part;
  }

  /** Whether the worker may delete; waits for {@code patience} until that is decided. */
  Reply prepared(String order, Duration patience) {
    Part part = open.get(order);
    if (part == null) {
      return tooLate();
    }
    part.prepared.complete(Optional.empty());
    Duration wait = patience.compareTo(LONGEST_HOLD) < 0 ? patience : LONGEST_HOLD;
    try {
      long since = part.allowed.get(wait.toMillis(), TimeUnit.MILLISECONDS);
      boolean fresh = System.nanoTime() - since < ASKED_AGAIN.toNanos();
      return fresh && open.containsKey(order) ? Reply.DONE : tooLate();
    } catch (TimeoutException e) {
      return refused(ProtocolException.Code.UNAVAILABLE, "Others are not ready yet");
    } catch (CancellationException e) {
      return tooLate();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return refused(ProtocolException.Code.UNAVAILABLE, "The server is stopping");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  void declined(String order, WorkerCommand.Decline decline) {
    Part part = open.get(order);
    if (part != null) {
      part.prepared.complete(Optional.of(decline.error()));
    }
  }

  void deleted(String order, WorkerCommand.Deleted deleted) {
    Part part = open.get(order);
    if (part != null) {
      part.deleted.complete(deleted);
    }
  }

  private static Reply tooLate() {
    return refused(
        ProtocolException.Code.INVALID_VALUE, "Nobody waits for the outputs to be deleted");
  }

  private static Reply refused(ProtocolException.Code code, String sentence) {
    return new Reply.Refused(new ProtocolException(code, sentence, ""));
  }
}
