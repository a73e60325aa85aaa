package dev.stillson.server.scheduler;

import dev.stillson.core.scheduler.Command;
import dev.stillson.core.scheduler.Scheduler;
import dev.stillson.core.scheduler.SchedulerSettings;
import dev.stillson.core.scheduler.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler's work from one reading of the state to the next failure of the store, or to the
 * end.
 *
 * <p>Groups are pipelined: while one is being stored, commands are applied to the next, which is
 * handed over as soon as the store is free. No reply goes out before its own group is stored, and
 * when a group cannot be stored, all that was applied after it is refused and thrown away with the
 * state in memory. So a group grows just as large as the store is slow.
 */
final class Shift {
  /** How many replies and rows a group may have before it must be stored. */
  private static final int MOST = 8_000;

  /** How long commands are applied without looking at anything else. */
  private static final long SLICE = 2_000_000;

  private static final long SECOND = 1_000_000_000;
  private static final long MINUTE = 60 * SECOND;
  private static final Duration FORGETTING = Duration.ofMinutes(10);

  private final Inbox inbox;
  private final Committer committer;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final Tally tally;
  private final WaitingClaims claims;
  private final Duration retention;
  private final Scheduler scheduler;
  private final OpenGroup group;
  private long nextPrune;
  private long nextTelling;
  private long nextStoring;
  private long nextForgetting;

  /**
   * The shift that goes on from {@code snapshot}.
   *
   * @param clock gives the time that goes with commands
   * @param nanos measures time as {@link System#nanoTime} does
   */
  Shift(
      Inbox inbox,
      Committer committer,
      InstantSource clock,
      LongSupplier nanos,
      Tally tally,
      WaitingClaims claims,
      Duration retention,
      SchedulerSettings settings,
      Snapshot snapshot) {
    this.inbox = inbox;
    this.committer = committer;
    this.clock = clock;
    this.nanos = nanos;
    this.tally = tally;
    this.claims = claims;
    this.retention = retention;
    this.nextPrune = nanos.getAsLong();
    this.nextTelling = nextPrune + SECOND;
    this.nextStoring = nextPrune + MINUTE;
    this.nextForgetting = nextPrune + SECOND;
    Touched touched = new Touched(tally);
    this.group = new OpenGroup(touched, snapshot);
    this.scheduler = Scheduler.restore(settings, touched, greeted(snapshot));
  }

  /** Nobody was silent while nobody could listen. */
  private Snapshot greeted(Snapshot snapshot) {
    Instant now = clock.instant();
    return new Snapshot(
        snapshot.tasks(),
        snapshot.workers().stream()
            .map(row -> row.lastActive().isBefore(now) ? row.withLastActive(now) : row)
            .toList(),
        snapshot.totals(),
        snapshot.paused());
  }

  /**
   * Works until the store fails.
   *
   * @param stopping whether to come to an end; asked again and again
   * @return why the store failed; null: the end has come and everything is stored
   */
  @Nullable Throwable work(BooleanSupplier stopping) {
    try {
      while (true) {
        RuntimeException failure = committer.failure();
        if (failure != null) {
          return failure;
        }
        // Asked first: what was handed in before the end is in the inbox then.
        boolean ending = stopping.getAsBoolean();
        turn();
        if (ending && inbox.isEmpty()) {
          return finish();
        }
        if (inbox.isEmpty() || isFull()) {
          inbox.sleep(inbox.hasQuestions() ? 0 : idleTime());
        }
      }
    } catch (RuntimeException | Error e) {
      // The state in memory cannot be trusted any more; what was not stored is lost with it.
      awaitCommitter();
      return e;
    }
  }

  /** Does all that there is to do at this moment; the simulator calls nothing else. */
  void turn() {
    answer();
    takeTurns();
    keepTime();
    if (committer.isIdle() && committer.failure() == null) {
      handOver(false);
    }
  }

  /** Refuses all that was applied and not stored, and what waits. */
  void refuse(SchedulerUnavailableException why) {
    group.replies().forEach(reply -> reply.refuse(why));
    claims.expired(nanos.getAsLong(), true).forEach(reply -> reply.refuse(why));
  }

  private boolean isFull() {
    return group.size() >= MOST;
  }

  /** Answers questions; not by a state of which the caller may know that it is lost. */
  private void answer() {
    while (committer.failure() == null) {
      Order.Question<?> next = inbox.takeQuestion();
      if (next == null) {
        return;
      }
      answer(next);
    }
  }

  private <R> void answer(Order.Question<R> question) {
    try {
      question.reply().give(question.question().apply(scheduler));
    } catch (RuntimeException e) {
      question.reply().fail(e);
    }
    question.reply().release();
  }

  private void takeTurns() {
    if (inbox.isEmpty() || isFull()) {
      return;
    }
    long start = nanos.getAsLong();
    long time = start;
    int count = 0;
    while (!isFull() && time - start < SLICE) {
      Order next = inbox.take();
      if (next == null) {
        break;
      }
      apply(next);
      answer();
      count++;
      time = nanos.getAsLong();
    }
    tally.applied(count, time - start);
  }

  private void apply(Order order) {
    Instant now = clock.instant();
    group.applied(now);
    try {
      switch (order) {
        case Order.Deed<?> deed -> perform(deed, now);
        case Order.Waiting waiting -> {
          // Those that came first are served first.
          repeatClaims(now);
          claims.add(waiting, scheduler, now).forEach(group::add);
        }
        case Order.Noting noting -> {
          group.add(noting.note());
          noting.reply().give(true);
          group.add(noting.reply());
        }
        case Order.Question<?> question -> answer(question);
      }
    } catch (Error e) {
      group.add(order.reply());
      throw e;
    }
  }

  private <R> void perform(Order.Deed<R> deed, Instant now) {
    try {
      deed.reply().give(deed.work().on(scheduler, now));
    } catch (RuntimeException e) {
      deed.reply().fail(e);
    }
    group.add(deed.reply());
  }

  private void repeatClaims(Instant now) {
    if (claims.isDue(scheduler)) {
      claims.repeat(scheduler, now).forEach(group::add);
    }
  }

  /** Does what time brings. */
  private void keepTime() {
    long nanoTime = nanos.getAsLong();
    Instant now = clock.instant();
    boolean returns = scheduler.nextWake().map(at -> !at.isAfter(now)).orElse(false);
    if (returns || nextPrune - nanoTime <= 0) {
      nextPrune = nanoTime + SECOND;
      scheduler.apply(new Command.Prune(), now);
      group.applied(now);
    }
    repeatClaims(now);
    claims.expired(nanoTime, false).forEach(group::add);
  }

  private void handOver(boolean last) {
    long nanoTime = nanos.getAsLong();
    OpenGroup.Signs signs = last ? OpenGroup.Signs.STORE : signs(nanoTime);
    Optional<Instant> forget = Optional.empty();
    if (nextForgetting - nanoTime <= 0) {
      forget = Optional.of(clock.instant().minus(retention));
      nextForgetting = nanoTime + (committer.mayForgetMore() ? SECOND : FORGETTING.toNanos());
    }
    if (signs != OpenGroup.Signs.KEEP || forget.isPresent() || group.isWorthwhile()) {
      Group closed = group.close(scheduler, signs, forget);
      if (closed.isQuiet()) {
        // All that was before is stored, as the store is free.
        closed.replies().forEach(Reply::release);
      } else {
        committer.store(closed);
      }
    }
  }

  /** What becomes of signs of life now. */
  private OpenGroup.Signs signs(long nanoTime) {
    if (nextStoring - nanoTime <= 0) {
      nextStoring = nanoTime + MINUTE;
      nextTelling = nanoTime + SECOND;
      return OpenGroup.Signs.STORE;
    }
    if (nextTelling - nanoTime <= 0) {
      nextTelling = nanoTime + SECOND;
      return OpenGroup.Signs.TELL;
    }
    return OpenGroup.Signs.KEEP;
  }

  private @Nullable Throwable finish() {
    awaitCommitter();
    if (committer.failure() == null) {
      wrapUp();
      awaitCommitter();
    }
    return committer.failure();
  }

  /** Answers what is held and hands everything over; the committer has nothing to do. */
  void wrapUp() {
    claims.expired(nanos.getAsLong(), true).forEach(group::add);
    handOver(true);
  }

  private void awaitCommitter() {
    while (!committer.isIdle()) {
      inbox.sleep(SECOND);
    }
  }

  /** How long nothing is to be done if nobody comes, in nanoseconds. */
  private long idleTime() {
    long nanoTime = nanos.getAsLong();
    long least = Math.min(nextPrune - nanoTime, claims.remaining(nanoTime));
    if (scheduler.nextWake().isPresent()) {
      Duration wake = Duration.between(clock.instant(), scheduler.nextWake().get());
      least = Math.min(least, wake.compareTo(Duration.ofDays(1)) < 0 ? wake.toNanos() : least);
    }
    return least;
  }
}
