package dev.stillson.server.scheduler;

import dev.stillson.core.scheduler.SchedulerSettings;
import dev.stillson.core.scheduler.Snapshot;
import dev.stillson.server.scheduler.SchedulerHealth.Condition;
import dev.stillson.server.store.History;
import dev.stillson.server.store.Note;
import dev.stillson.server.store.StateInUseException;
import dev.stillson.server.store.StateStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of the state: opened, worked on in a {@link Shift}, and after a failure of the store
 * opened again, with growing pauses.
 */
final class SchedulerThread implements ServerState {
  private static final Logger log = LoggerFactory.getLogger(SchedulerThread.class);
  private static final long FIRST_PAUSE = 50_000_000;
  private static final long LONGEST_PAUSE = 2_000_000_000;

  private final StateStore store;
  private final SchedulerSettings settings;
  private final boolean standby;
  private final Duration retention;
  private final InstantSource clock;
  private final Inbox inbox = new Inbox();
  private final Tally tally = new Tally();
  private final Listeners listeners = new Listeners();
  private final WaitingClaims claims = new WaitingClaims();
  private final Committer committer;
  private final StoredScheduler scheduler = new StoredScheduler(this::order, System::nanoTime);
  private final CompletableFuture<Boolean> begun = new CompletableFuture<>();
  private final Thread thread = Thread.ofPlatform().name("stillson-scheduler").unstarted(this::run);
  private volatile SchedulerHealth health;
  private volatile boolean stopping;

  /** Set when nobody reads the inbox any more, for a while or for good. */
  private volatile @Nullable SchedulerUnavailableException away;

  SchedulerThread(
      StateStore store,
      SchedulerSettings settings,
      boolean standby,
      Duration retention,
      InstantSource clock) {
    this.store = store;
    this.settings = settings;
    this.standby = standby;
    this.retention = retention;
    this.clock = clock;
    this.committer = new Committer(store, inbox, tally, listeners::committed, this::storeGone);
    this.health =
        new SchedulerHealth(Condition.STARTING, clock.instant(), "The state is being read");
    this.away = new SchedulerUnavailableException("The scheduler is starting");
  }

  /** Starts, and does not wait. */
  SchedulerThread begin() {
    committer.start();
    thread.start();
    return this;
  }

  @Override
  public void awaitBegun() {
    try {
      begun.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException plain) {
        throw plain;
      }
      throw new IllegalStateException("The state cannot be opened", e.getCause());
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new SchedulerUnavailableException("Opening the state was interrupted", e);
    }
  }

  private void order(Order order) {
    SchedulerUnavailableException refusal = away;
    if (refusal != null || stopping) {
      order.reply().refuse(refusal == null ? stopped() : refusal);
      return;
    }
    inbox.put(order);
    // The reader may just have gone.
    SchedulerUnavailableException late = away;
    if (late != null) {
      refuseAll(late);
    }
  }

  private void refuseAll(SchedulerUnavailableException why) {
    for (Order next = inbox.take(); next != null; next = inbox.take()) {
      next.reply().refuse(why);
    }
    for (Order next = inbox.takeQuestion(); next != null; next = inbox.takeQuestion()) {
      next.reply().refuse(why);
    }
  }

  private static SchedulerUnavailableException stopped() {
    return new SchedulerUnavailableException("The scheduler is stopping");
  }

  private void run() {
    long pause = FIRST_PAUSE;
    boolean first = true;
    while (!stopping) {
      Shift shift = open();
      if (shift == null) {
        pause(pause);
        pause = Math.min(2 * pause, LONGEST_PAUSE);
        continue;
      }
      pause = FIRST_PAUSE;
      committer.reset();
      if (!first) {
        // Whoever sees that commands are answered again can see that the state was read anew.
        tally.reopened();
      }
      become(Condition.READY, "Commands are answered");
      away = null;
      begun.complete(true);
      if (!first) {
        listeners.resync();
      }
      first = false;
      Throwable failure = shift.work(() -> stopping);
      leave(shift, failure);
      store.close();
      if (failure != null) {
        pause(pause);
      }
    }
    SchedulerUnavailableException refusal = stopped();
    away = refusal;
    refuseAll(refusal);
    committer.stop();
    listeners.close();
    store.close();
  }

  private void leave(Shift shift, @Nullable Throwable failure) {
    SchedulerUnavailableException refusal =
        failure == null
            ? stopped()
            : new SchedulerUnavailableException("The store is gone: " + text(failure), failure);
    if (failure != null) {
      storeGone(failure);
      log.warn("What was not stored is refused, and the state is opened again", failure);
    }
    away = refusal;
    shift.refuse(refusal);
    refuseAll(refusal);
  }

  private void storeGone(Throwable failure) {
    become(Condition.STORE_GONE, "The state cannot be stored: " + text(failure));
  }

  /** Opens the state; null: not now. */
  private @Nullable Shift open() {
    try {
      Snapshot snapshot = store.open();
      return new Shift(
          inbox, committer, clock, System::nanoTime, tally, claims, retention, settings, snapshot);
    } catch (StateInUseException e) {
      store.close();
      if (!standby && !begun.isDone()) {
        fail(e);
        return null;
      }
      become(Condition.STANDBY, text(e));
      away = new SchedulerUnavailableException(text(e));
      begun.complete(true);
      return null;
    } catch (RuntimeException | Error e) {
      store.close();
      if (!begun.isDone()) {
        fail(e);
        return null;
      }
      become(Condition.STORE_GONE, text(e));
      away = new SchedulerUnavailableException("The store is gone: " + text(e), e);
      return null;
    }
  }

  private void fail(Throwable e) {
    stopping = true;
    begun.completeExceptionally(e);
  }

  private synchronized void become(Condition condition, String text) {
    SchedulerHealth before = health;
    boolean same = before.condition() == condition;
    health = new SchedulerHealth(condition, same ? before.since() : clock.instant(), text);
    if (!same) {
      log.info("The scheduler's condition is {}: {}", condition, text);
    }
  }

  private static String text(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? thrown.toString() : message;
  }

  private void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long rest = nanos; rest > 0 && !stopping; rest = end - System.nanoTime()) {
      inbox.sleep(rest);
    }
  }

  @Override
  public SharedScheduler scheduler() {
    return scheduler;
  }

  @Override
  public SchedulerHealth health() {
    return health;
  }

  @Override
  public SchedulerStatistics statistics() {
    return tally.read(inbox.size(), claims.size());
  }

  @Override
  public void listen(CommitListener listener) {
    listeners.add(listener);
  }

  @Override
  public void unlisten(CommitListener listener) {
    listeners.remove(listener);
  }

  @Override
  public History history() {
    return store.history();
  }

  @Override
  public void note(Note note) {
    Reply<Boolean> reply = new Reply<>();
    order(new Order.Noting(note, reply));
    reply.await();
  }

  @Override
  public void close() {
    // What never began is not said to stop.
    if (!begun.isCompletedExceptionally()) {
      become(Condition.STOPPING, "What was asked before is still answered");
    }
    stopping = true;
    inbox.wake();
    Threads.awaitEnd(thread);
  }
}
