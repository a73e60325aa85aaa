package dev.stillson.server.rest;

import dev.stillson.core.scheduler.Status;
import dev.stillson.server.http.HttpProblem;
import dev.stillson.server.scheduler.SchedulerUnavailableException;
import dev.stillson.server.scheduler.ServerState;
import dev.stillson.server.store.BackfillChange;
import dev.stillson.server.store.BackfillRecord;
import dev.stillson.server.store.BackfillRecord.Condition;
import dev.stillson.server.store.BackfillRecord.Counts;
import dev.stillson.server.store.BackfillRecord.State;
import dev.stillson.server.store.BackfillRecord.Value;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * A backfill that goes on. A task that failed is no longer under way: what is to be done about it
 * is for people. Whatever becomes of it is stored before it is known here; when it cannot be, the
 * work ends, to be begun by another that has read what is stored. Safe for use by many threads; one
 * of them works in {@link #run}.
 */
final class Backfill implements Runnable {
  /** So often in a row a value is not answered for before it is refused: workers may be gone. */
  private static final int MOST_SILENCES = 3;

  private static final Set<Status> ENDED = EnumSet.of(Status.DONE, Status.FAILED, Status.DISABLED);

  private final ServerState state;
  private final Submitter submitter;
  private final Duration pace;
  private final InstantSource clock;
  private final Semaphore wishes = new Semaphore(0);

  /** Values to be started, in their order. */
  private final ArrayDeque<Value> waiting = new ArrayDeque<>();

  /** Values whose tasks are under way. */
  private final List<Value> open = new ArrayList<>();

  private volatile BackfillRecord record;
  private volatile String waitsFor = "";

  /** How often in a row nobody has answered about the next value. */
  private int silences;

  /**
   * One that goes on from where it is.
   *
   * @param values those that wait and those whose tasks are under way, in their order
   * @param pace how long it waits before it looks again whether it can go on
   */
  Backfill(
      BackfillRecord record,
      List<Value> values,
      ServerState state,
      Submitter submitter,
      Duration pace,
      InstantSource clock) {
    this.record = record;
    this.state = state;
    this.submitter = submitter;
    this.pace = pace;
    this.clock = clock;
    for (Value value : values) {
      switch (value.state()) {
        case WAITING -> waiting.add(value);
        case STARTED -> open.add(value);
        case DONE, FAILED, REFUSED -> {}
      }
    }
  }

  BackfillRecord record() {
    return record;
  }

  /** Why it does not go on; empty: it does. */
  String waitsFor() {
    return waitsFor;
  }

  synchronized void pause() {
    turn(Condition.RUNNING, Condition.PAUSED);
  }

  synchronized void resume() {
    turn(Condition.PAUSED, Condition.RUNNING);
  }

  synchronized void stop() {
    turn(Condition.RUNNING, Condition.STOPPED);
    turn(Condition.PAUSED, Condition.STOPPED);
  }

  private synchronized void turn(Condition from, Condition to) {
    if (record.condition() == from) {
      become(record.with(to), List.of());
      waitsFor = "";
      wishes.release();
    }
  }

  /**
   * Stores what it is now, and only then is it so.
   *
   * @throws SchedulerUnavailableException if it cannot be stored at present
   */
  private synchronized void become(BackfillRecord next, List<Value> values) {
    state.note(new BackfillChange(next, values));
    record = next;
  }

  private synchronized void count(UnaryOperator<Counts> change, List<Value> values) {
    become(record.with(change.apply(record.counts())), values);
  }

  /** Works until it has ended, its thread is interrupted or the scheduler does not answer. */
  @Override
  public void run() {
    try {
      while (record().ended().isEmpty() && !Thread.currentThread().isInterrupted()) {
        settle();
        Optional<Value> due = due();
        if (due.isPresent()) {
          start(due.get());
        } else if (!end()) {
          rest();
        }
      }
    } catch (SchedulerUnavailableException e) {
      // When the state has been read anew this is, too.
      waitsFor = "The scheduler does not answer";
    } catch (InterruptedException e) {
      // The server ends, or somebody else goes on.
      Thread.currentThread().interrupt();
    }
  }

  /** The next value, if it may be started now. */
  private synchronized Optional<Value> due() {
    boolean may = record.condition() == Condition.RUNNING && open.size() < record.limit();
    return may ? Optional.ofNullable(waiting.peek()) : Optional.empty();
  }

  /** Whether it could be ended, as nothing is under way and nothing will be. */
  private synchronized boolean end() {
    if (!open.isEmpty()) {
      return false;
    }
    return switch (record.condition()) {
      case RUNNING -> waiting.isEmpty() && end(Condition.OVER);
      case STOPPED -> end(Condition.STOPPED);
      case OVER -> end(Condition.OVER);
      case PAUSED -> false;
    };
  }

  private synchronized boolean end(Condition last) {
    become(record.ended(last, clock.instant()), List.of());
    return true;
  }

  /** Waits until something was wanted of it, or for a while. */
  private void rest() throws InterruptedException {
    boolean _ = wishes.tryAcquire(pace.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void start(Value value) throws InterruptedException {
    BackfillRecord wanted = record();
    Map<String, String> parameters = new LinkedHashMap<>(wanted.parameters());
    parameters.put(wanted.parameter(), value.value());
    try {
      Submitter.Submitted submitted = submitter.submit(wanted.family(), parameters, wanted.user());
      started(value.started(submitted.submission(), submitted.started().taskId()), submitted);
      silences = 0;
      waitsFor = "";
    } catch (HttpProblem e) {
      boolean isSilence = e.code().equals(Makers.NO_ANSWER) && ++silences < MOST_SILENCES;
      if (isSilence || e.code().equals(Makers.NO_WORKER)) {
        // One may come, or come back.
        waitsFor = e.text();
        rest();
      } else if (!Thread.currentThread().isInterrupted()) {
        refused(value.refused(e.text()));
        silences = 0;
        waitsFor = "";
      }
    }
  }

  private synchronized void started(Value value, Submitter.Submitted submitted) {
    int toRun = submitted.started().toRun();
    count(
        now ->
            new Counts(
                now.started() + 1,
                now.finished(),
                now.failed(),
                now.refused(),
                now.toRun() + toRun),
        List.of(value));
    waiting.remove();
    open.add(value);
  }

  private synchronized void refused(Value value) {
    count(
        now ->
            new Counts(now.started(), now.finished(), now.failed(), now.refused() + 1, now.toRun()),
        List.of(value));
    waiting.remove();
  }

  /** Finds out what has ended. */
  private void settle() {
    List<Value> asked;
    synchronized (this) {
      asked = List.copyOf(open);
    }
    if (asked.isEmpty()) {
      return;
    }
    List<Value> ended = new ArrayList<>();
    state
        .scheduler()
        .look(scheduler -> {
          for (Value value : asked) {
            Optional<Status> status = scheduler.status(value.task());
            boolean isDone = status.isEmpty() || status.get() == Status.DONE;
            // A run that waits for nothing that could still happen has left.
            if (isDone
                || ENDED.contains(status.get())
                || scheduler.worker(value.submission()).isEmpty()) {
              ended.add(value.ended(isDone));
            }
          }
          return ended;
        });
    if (!ended.isEmpty()) {
      finished(ended);
    }
  }

  private synchronized void finished(List<Value> ended) {
    int failed = (int) ended.stream().filter(one -> one.state() == State.FAILED).count();
    count(
        now ->
            new Counts(
                now.started(),
                now.finished() + ended.size(),
                now.failed() + failed,
                now.refused(),
                now.toRun()),
        ended);
    Set<Integer> positions = new HashSet<>();
    ended.forEach(one -> positions.add(one.position()));
    open.removeIf(one -> positions.contains(one.position()));
  }
}
