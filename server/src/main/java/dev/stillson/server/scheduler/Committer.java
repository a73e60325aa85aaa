package dev.stillson.server.scheduler;

import dev.stillson.server.store.StateStore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The thread that stores groups, one at a time, and releases their replies. After a failure it
 * stores nothing more until it is reset: what was applied after a group that failed rests on it.
 */
final class Committer implements Runnable {
  private final StateStore store;
  private final Inbox inbox;
  private final Tally tally;
  private final Consumer<Committed> listeners;
  private final Consumer<RuntimeException> alarm;
  private final Thread thread;
  private volatile @Nullable Group group;
  private volatile @Nullable RuntimeException failure;
  private volatile boolean mayForgetMore;
  private volatile boolean stopped;

  /**
   * A committer whose thread is not started yet.
   *
   * @param alarm told of a failure before those are whose changes it refuses
   */
  Committer(
      StateStore store,
      Inbox inbox,
      Tally tally,
      Consumer<Committed> listeners,
      Consumer<RuntimeException> alarm) {
    this.store = store;
    this.inbox = inbox;
    this.tally = tally;
    this.listeners = listeners;
    this.alarm = alarm;
    this.thread = Thread.ofPlatform().name("stillson-store").daemon().unstarted(this);
  }

  void start() {
    thread.start();
  }

  /** Whether it can be given a group. */
  boolean isIdle() {
    return group == null;
  }

  /** Why the last group was not stored; null: it was. */
  @Nullable RuntimeException failure() {
    return failure;
  }

  /** Forgets the failure; for when the state has been read anew. */
  void reset() {
    failure = null;
  }

  /** Whether the last deletion of old history left something. */
  boolean mayForgetMore() {
    return mayForgetMore;
  }

  /** Stores the group; only when it is idle. */
  void store(Group next) {
    group = next;
    LockSupport.unpark(thread);
  }

  /** Ends the thread; only when it is idle. */
  void stop() {
    stopped = true;
    LockSupport.unpark(thread);
    Threads.awaitEnd(thread);
  }

  @Override
  public void run() {
    while (!stopped) {
      if (!storeNext()) {
        LockSupport.park(this);
      }
    }
  }

  /** Stores the group that it was given; false: it was given none. */
  boolean storeNext() {
    Group next = group;
    if (next == null) {
      return false;
    }
    try {
      commit(next);
    } catch (RuntimeException | Error e) {
      failed(next, e);
    }
    group = null;
    inbox.wake();
    return true;
  }

  private void commit(Group next) {
    if (!next.changes().isEmpty()) {
      long start = System.nanoTime();
      store.commit(next.changes());
      tally.committed(next, System.nanoTime() - start);
    }
    if (!next.changes().isEmpty() || !next.committed().workers().isEmpty()) {
      listeners.accept(next.committed());
    }
    next.replies().forEach(Reply::release);
    if (next.forget().isPresent()) {
      mayForgetMore = store.forgetBefore(next.forget().get());
    }
  }

  private void failed(Group next, Throwable thrown) {
    RuntimeException why =
        thrown instanceof RuntimeException plain
            ? plain
            : new IllegalStateException("Storing broke off: " + thrown, thrown);
    failure = why;
    tally.commitFailed();
    alarm.accept(why);
    SchedulerUnavailableException refusal =
        new SchedulerUnavailableException("The change could not be stored", why);
    next.replies().forEach(reply -> reply.refuse(refusal));
  }
}
