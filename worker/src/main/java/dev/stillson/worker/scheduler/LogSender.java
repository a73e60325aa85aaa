package dev.stillson.worker.scheduler;

import dev.stillson.core.scheduler.Lease;
import dev.stillson.protocol.worker.ProtocolException;
import dev.stillson.protocol.worker.Reply;
import dev.stillson.protocol.worker.WorkerCommand;
import dev.stillson.protocol.worker.WorkerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what attempts log soon after it was written, in requests of its own, so that neither a long
 * log nor a slow line holds up signs of life. Lines are gathered for a moment, in which the log of
 * a short task goes with the report of its end. Safe for threads.
 */
final class LogSender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpScheduler.class);

  /** How many pieces one request has at most. */
  private static final int MOST_PIECES = 8;

  /** How long the first lines after a silence are gathered. */
  private static final Duration GATHERING = Duration.ofMillis(100);

  /** How long it is silent after it sent something; then the next lines are gathered. */
  private static final Duration APART = Duration.ofMillis(200);

  /** The worker leaves after so long even if there is more to send. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(10);

  private final LogTails tails;
  private final Wire wire;
  private final Contact contact;
  private final Duration retry;
  private final Predicate<Lease> goesOn;

  /** Attempts that have logged something since they were looked at. */
  private final Set<Lease> fresh = ConcurrentHashMap.newKeySet();

  /** Attempts that have ended, of which there is more to send. */
  private final Set<Lease> ended = ConcurrentHashMap.newKeySet();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Thread thread;
  private boolean closed;
  private long deadline;

  /**
   * Sends what {@code tails} has over {@code wire}.
   *
   * @param retry how long to wait where the server does not take it
   * @param goesOn whether an attempt has not ended; {@link #end} is called before that changes
   */
  LogSender(LogTails tails, Wire wire, Contact contact, Duration retry, Predicate<Lease> goesOn) {
    this.tails = tails;
    this.wire = wire;
    this.contact = contact;
    this.retry = retry;
    this.goesOn = goesOn;
  }

  /** The attempt may have logged something. Returns at once. */
  void logged(Lease lease) {
    if (!fresh.add(lease)) {
      return;
    }
    lock.lock();
    try {
      if (thread == null && !closed) {
        thread = Thread.ofPlatform().daemon().name("stillson-logs").start(this::run);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** What goes with the report of the attempt's end. */
  List<WorkerCommand.Log> rest(Lease lease) {
    return tails.next(lease, MOST_PIECES);
  }

  /** The attempt's end is reported; what did not go with the report is sent now. */
  void end(Lease lease) {
    if (tails.isBehind(lease)) {
      ended.add(lease);
      logged(lease);
    } else {
      tails.forget(lease);
    }
  }

  /**
   * What the server says about pieces.
   *
   * @return whether it may take them later
   */
  boolean answered(List<? extends WorkerCommand> commands, WorkerResponse response) {
    boolean later = false;
    int answers = Math.min(commands.size(), response.replies().size());
    for (int i = 0; i < answers; i++) {
      if (commands.get(i) instanceof WorkerCommand.Log piece) {
        Lease lease = new Lease(piece.taskId(), piece.attempt());
        switch (response.replies().get(i)) {
          case Reply.Logged(long length, boolean full) -> {
            tails.arrived(lease, length, full);
            if (length < piece.offset() && !full) {
              logged(lease);
            }
          }
          case Reply.Refused(ProtocolException error)
              when error.code() == ProtocolException.Code.UNAVAILABLE -> {
            logged(lease);
            later = true;
          }
          // It is not this worker's any more.
          default -> {
            if (ended.remove(lease)) {
              tails.forget(lease);
            }
          }
        }
      }
    }
    return later;
  }

  private void run() {
    Duration time = APART;
    while (awaitLines()) {
      if (!time.isZero()) {
        pause(GATHERING);
      }
      List<WorkerCommand.Log> pieces = take();
      if (pieces.isEmpty()) {
        continue;
      }
      time = send(pieces);
      if (time.equals(retry) && isClosed()) {
        // Who leaves does not wait for a server that does not answer.
        return;
      }
      pause(time);
    }
  }

  /** Waits for something to send; false: there is nothing to come. */
  private boolean awaitLines() {
    lock.lock();
    try {
      while (fresh.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      return !fresh.isEmpty() && (!closed || System.nanoTime() < deadline);
    } finally {
      lock.unlock();
    }
  }

  private List<WorkerCommand.Log> take() {
    List<WorkerCommand.Log> pieces = new ArrayList<>();
    int share = Math.max(1, MOST_PIECES / Math.max(1, fresh.size()));
    for (Iterator<Lease> all = fresh.iterator(); all.hasNext() && pieces.size() < MOST_PIECES; ) {
      Lease lease = all.next();
      // What is written from now on is seen by this reading, or makes it fresh again.
      all.remove();
      List<WorkerCommand.Log> some = isOver(lease) ? List.of() : tails.next(lease, share);
      if (some.isEmpty() && ended.remove(lease)) {
        tails.forget(lease);
      } else if (isOver(lease)) {
        // All of it went with the report, and nobody else would forget it.
        tails.forget(lease);
        continue;
      } else if (some.size() == share || (!some.isEmpty() && ended.contains(lease))) {
        fresh.add(lease);
      }
      pieces.addAll(some);
    }
    return pieces;
  }

  private boolean isOver(Lease lease) {
    return !ended.contains(lease) && !goesOn.test(lease);
  }

  /** Sends pieces; for how long then to gather others. */
  private Duration send(List<WorkerCommand.Log> pieces) {
    try {
      boolean later = answered(pieces, contact.answered(wire.send(pieces)));
      return later ? retry : pieces.size() < MOST_PIECES ? APART : Duration.ZERO;
    } catch (IOException e) {
      contact.unanswered(e, !isClosed());
    } catch (RuntimeException e) {
      LOG.warn("Sending a log went wrong: {}", e.toString());
    }
    pieces.forEach(piece -> fresh.add(new Lease(piece.taskId(), piece.attempt())));
    return retry;
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Waits, unless it is closed. */
  private void pause(Duration time) {
    lock.lock();
    try {
      long left = time.toNanos();
      while (left > 0 && !closed) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Sends what there is, if the server takes it, and then no more. */
  @Override
  public void close() {
    Thread last;
    lock.lock();
    try {
      closed = true;
      deadline = System.nanoTime() + LAST_WORDS.toNanos();
      last = thread;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      if (last != null) {
        last.join(LAST_WORDS.plusSeconds(1).toMillis());
      }
    } catch (InterruptedException e) {
      // Whoever waits for the end wants it now.
      Thread.currentThread().interrupt();
    }
  }
}
