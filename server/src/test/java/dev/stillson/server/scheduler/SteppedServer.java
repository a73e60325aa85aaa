package dev.stillson.server.scheduler;

import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.SchedulerSettings;
import dev.stillson.core.scheduler.Snapshot;
import dev.stillson.server.store.StateStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The server's scheduler with its two threads taken out: one thread makes each of their moves when
 * it is told to, so that a simulator can choose the order of everything. Inbox, shift, groups,
 * committer, waiting claims and replies are those of the server.
 */
public final class SteppedServer {
  private final StateStore store;
  private final SchedulerSettings settings;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final Inbox inbox = new Inbox();
  private final WaitingClaims claims = new WaitingClaims();
  private final Tally tally = new Tally();
  private final Committer committer;
  private final StoredScheduler scheduler;
  private @Nullable Shift shift;
  private @Nullable Talk current;

  /** Thrown out of a call that would wait; the call is made again when there is an answer. */
  private static final class Suspension extends RuntimeException {
    private static final long serialVersionUID = 1;

    Suspension() {
      super("The call waits", null, false, false);
    }
  }

  /**
   * A server that is not open yet.
   *
   * @param listener told what is stored
   */
  public SteppedServer(
      StateStore store,
      SchedulerSettings settings,
      InstantSource clock,
      LongSupplier nanos,
      Consumer<Committed> listener) {
    this.store = store;
    this.settings = settings;
    this.clock = clock;
    this.nanos = nanos;
    this.committer = new Committer(store, inbox, tally, listener, failure -> {});
    this.scheduler = new StoredScheduler(this::order, nanos);
  }

  /** The scheduler; to be called by the bodies of talks only. */
  public SharedScheduler scheduler() {
    return scheduler;
  }

  /** Whether commands are taken. */
  public boolean isOpen() {
    return shift != null;
  }

  /** Opens the state. */
  public void open() {
    Snapshot snapshot = store.open();
    committer.reset();
    shift =
        new Shift(
            inbox,
            committer,
            clock,
            nanos,
            tally,
            claims,
            StateSettings.RETENTION,
            settings,
            snapshot);
  }

  /** A move of the scheduler's thread. After a failure of the store it refuses all and closes. */
  public void turn() {
    Shift open = shift;
    RuntimeException failure = committer.failure();
    if (open != null && failure == null) {
      open.turn();
    } else if (open != null) {
      shift = null;
      SchedulerUnavailableException why = gone();
      open.refuse(why);
      for (Order next = inbox.take(); next != null; next = inbox.take()) {
        next.reply().refuse(why);
      }
      for (Order next = inbox.takeQuestion(); next != null; next = inbox.takeQuestion()) {
        next.reply().refuse(why);
      }
      store.close();
    }
  }

  /**
   * Answers what is held and hands everything over, as a server does that was asked to end; whether
   * it could. When that is stored it may be closed.
   */
  public boolean wrapUp() {
    Shift open = shift;
    if (open == null || isStoring() || hasFailed() || !inbox.isEmpty()) {
      return false;
    }
    open.wrapUp();
    return true;
  }

  /** Takes no more, and closes the store. */
  public void close() {
    shift = null;
    store.close();
  }

  private static SchedulerUnavailableException gone() {
    return new SchedulerUnavailableException("The store is gone");
  }

  /**
   * A move of the thread that stores.
   *
   * @throws AssertionError if the store found that something was wrong with what it got, which to
   *     the server is a failure like any other
   */
  public void store() {
    committer.storeNext();
    RuntimeException failure = committer.failure();
    if (failure != null && failure.getCause() instanceof AssertionError wrong) {
      throw wrong;
    }
  }

  /** Whether something was handed to the thread that stores. */
  public boolean isStoring() {
    return !committer.isIdle();
  }

  /** Whether the last group could not be stored, which the next turn will notice. */
  public boolean hasFailed() {
    return committer.failure() != null;
  }

  /** All that the scheduler knows at this moment, stored or not; empty: it is not open. */
  public Optional<Snapshot> snapshot() {
    if (shift == null || committer.failure() != null || !inbox.isEmpty()) {
      return Optional.empty();
    }
    Reply<Snapshot> reply = new Reply<>();
    inbox.put(new Order.Question<>(Scheduler::snapshot, reply));
    turn();
    return reply.isDone() ? Optional.of(reply.await()) : Optional.empty();
  }

  /** A talk of a caller with {@link #scheduler}. */
  public Talk talk(Runnable body) {
    return new Talk(body);
  }

  private void order(Order order) {
    Talk talk = current;
    if (talk == null) {
      throw new IllegalStateException("Nobody talks");
    }
    if (talk.next < talk.replies.size()) {
      repeat(talk.replies.get(talk.next++), order.reply());
      return;
    }
    talk.replies.add(order.reply());
    if (shift == null) {
      order.reply().refuse(gone());
      talk.next++;
      return;
    }
    inbox.put(order);
    throw new Suspension();
  }

  @SuppressWarnings("unchecked") // The same call has the same type of reply.
  private static <R> void repeat(Reply<?> known, Reply<R> reply) {
    try {
      reply.give((R) known.await());
      reply.release();
    } catch (SchedulerUnavailableException e) {
      reply.refuse(e);
    } catch (RuntimeException e) {
      reply.fail(e);
      reply.release();
    }
  }

  /**
   * What would be a thread of its own in the server. A call that has to wait ends the body, which
   * is run again from its start when the reply is there: the calls before are then answered with
   * the replies that they had. So the body must do nothing else that must not be repeated.
   */
  public final class Talk {
    private final Runnable body;
    private final List<Reply<?>> replies = new ArrayList<>();
    private int next;

    private Talk(Runnable body) {
      this.body = body;
    }

    /** Goes on as far as possible; whether the body came to its end. */
    public boolean proceed() {
      next = 0;
      current = this;
      try {
        body.run();
        return true;
      } catch (Suspension e) {
        return false;
      } finally {
        current = null;
      }
    }

    /** Whether it would get further now. */
    public boolean isReady() {
      return replies.isEmpty() || replies.getLast().isDone();
    }
  }
}
