package dev.stillson.server.rest;

import dev.stillson.server.http.HttpProblem;
import dev.stillson.server.scheduler.SchedulerUnavailableException;
import dev.stillson.server.scheduler.ServerState;
import dev.stillson.server.store.BackfillChange;
import dev.stillson.server.store.BackfillRecord;
import dev.stillson.server.store.BackfillRecord.Condition;
import dev.stillson.server.store.BackfillRecord.State;
import dev.stillson.server.store.BackfillRecord.Value;
import dev.stillson.server.store.StoreException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The backfills that go on. They are stored: whenever the state has been read, at the start, after
 * trouble with the store and when this server takes over from another, those that have not ended
 * are read and go on from there. Safe for use by many threads.
 */
final class Backfills implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Backfills.class);

  /** How many may be neither stopped nor over. */
  private static final int MOST = 50;

  private final ServerState state;
  private final Submitter submitter;
  private final Duration pace;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Running> running = new ConcurrentHashMap<>();
  private final Semaphore end = new Semaphore(0);

  /** Which reading of the state they are from; -1: none. */
  private long reading = -1;

  private boolean closed;
  private @Nullable Thread keeper;

  /** One and the thread that works in it. */
  private record Running(Backfill backfill, Thread thread) {}

  Backfills(ServerState state, Submitter submitter, Duration pace, InstantSource clock) {
    this.state = state;
    this.submitter = submitter;
    this.pace = pace;
    this.clock = clock;
  }

  /** From now on those that have not ended go on whenever the state is open. */
  void open() {
    keeper = Thread.ofVirtual().name("stillson-backfills").start(this::keep);
  }

  private void keep() {
    boolean told = false;
    try {
      do {
        try {
          if (state.health().isReady()) {
            tend();
            told = false;
          }
        } catch (SchedulerUnavailableException e) {
          LOG.debug("Backfills go on when the scheduler answers", e);
        } catch (StoreException e) {
          boolean isEnding = end.availablePermits() > 0;
          if (!told && !isEnding) {
            LOG.warn("Backfills cannot be read, and go on when they can be", e);
          }
          told = true;
        }
      } while (!end.tryAcquire(pace.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean hasEnded(Running one) {
    return one.backfill.record().ended().isPresent();
  }

  private void tend() {
    lock.lock();
    try {
      read();
      running.values().removeIf(Backfills::hasEnded);
    } finally {
      lock.unlock();
    }
  }

  /** Goes on from what is stored, unless that is what is known. */
  private void read() {
    if (closed || !state.health().isReady()) {
      throw new SchedulerUnavailableException(state.health().text());
    }
    long now = state.statistics().reopenings();
    if (now == reading) {
      running.values().stream().filter(Backfills::brokeOff).toList().forEach(this::goOn);
      return;
    }
    running.values().forEach(one -> one.thread.interrupt());
    running.values().forEach(one -> join(one.thread));
    running.clear();
    state.history().openBackfills().forEach(this::goOn);
    reading = now;
  }

  private static boolean brokeOff(Running one) {
    return !one.thread.isAlive() && !hasEnded(one);
  }

  /** Whether the last change counts that one made before it broke off, only the store knows. */
  private void goOn(Running one) {
    state.history().backfill(one.backfill.record().id()).ifPresent(this::goOn);
  }

  private void goOn(BackfillRecord record) {
    List<State> going = List.of(State.WAITING, State.STARTED);
    work(record, state.history().values(record.id(), going, Integer.MAX_VALUE));
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SchedulerUnavailableException("The server is stopping", e);
    }
  }

  private void work(BackfillRecord record, List<Value> values) {
    Backfill backfill = new Backfill(record, values, state, submitter, pace, clock);
    Thread thread = Thread.ofVirtual().name("stillson-backfill").start(backfill);
    running.put(record.id(), new Running(backfill, thread));
  }

  /**
   * Begins with {@code record}; it is stored when this returns.
   *
   * @throws HttpProblem if too many are under way
   * @throws SchedulerUnavailableException if it cannot be stored at present
   */
  void begin(BackfillRecord record, List<String> texts) throws HttpProblem {
    lock.lock();
    try {
      read();
      if (running.values().stream().filter(Backfills::starts).count() >= MOST) {
        throw HttpProblem.of(409, "too_many", MOST + " backfills are under way")
            .hint("Stop one of them first.");
      }
      List<Value> values = new ArrayList<>(record.size());
      texts.forEach(text -> values.add(Value.waiting(values.size(), text)));
      state.note(new BackfillChange(record, values));
      work(record, values);
    } finally {
      lock.unlock();
    }
  }

  private static boolean starts(Running one) {
    return switch (one.backfill.record().condition()) {
      case RUNNING, PAUSED -> true;
      case STOPPED, OVER -> false;
    };
  }

  /**
   * Changes one, unless it has ended; it is stored when this returns.
   *
   * @return what it is now; empty: there is none
   * @throws SchedulerUnavailableException if it cannot be stored at present
   */
  Optional<BackfillRecord> change(String id, Consumer<Backfill> change) {
    lock.lock();
    try {
      read();
      Running one = running.get(id);
      if (one == null) {
        return state.history().backfill(id);
      }
      change.accept(one.backfill);
      return Optional.of(one.backfill.record());
    } finally {
      lock.unlock();
    }
  }

  /** Why one does not go on; empty: it does, or is not known to be here. */
  String waitsFor(String id) {
    Running one = running.get(id);
    if (one == null || one.backfill.record().condition() != Condition.RUNNING) {
      return "";
    }
    return one.backfill.waitsFor();
  }

  @Override
  public void close() {
    end.release();
    Thread kept = keeper;
    if (kept != null) {
      kept.interrupt();
    }
    lock.lock();
    try {
      closed = true;
      running.values().forEach(one -> one.thread.interrupt());
    } finally {
      lock.unlock();
    }
  }
}
