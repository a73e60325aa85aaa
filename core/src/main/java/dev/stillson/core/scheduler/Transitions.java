package dev.stillson.core.scheduler;

import dev.stillson.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one place where a task's status changes, with the rules that always go with it. */
final class Transitions {
  /** Why a task is to become {@link Status#FAILED}, if it is, or that its attempt was none. */
  enum Cause {
    /** The attempt tells nothing about the task: it was given back. */
    RELEASE,
    /** An attempt failed, or a worker says that the task has. */
    FAILURE,
    /** An attempt failed, and any other would too. */
    PERMANENT,
    /** The worker is gone. */
    LOSS,
    /** A person wanted it. */
    CANCELLATION
  }

  private final State state;

  Transitions(State state) {
    this.state = state;
  }

  /**
   * Wants the task to become {@code wanted}. It may become something else or stay as it is: a
   * running task is not disabled, one that failed too often stays disabled, a failure may be one
   * too many.
   */
  void set(TaskState task, Status wanted, Instant now) {
    set(task, wanted, Cause.FAILURE, now);
  }

  /** The attempt, or the task itself, failed. */
  void fail(TaskState task, Cause cause, Instant now) {
    set(task, Status.FAILED, cause, now);
  }

  /** The attempt is given back: the task is pending again, or done if somebody found it so. */
  void release(TaskState task, Instant now) {
    set(task, Status.PENDING, Cause.RELEASE, now);
  }

  private void set(TaskState task, Status wanted, Cause cause, Instant now) {
    if (wanted == Status.DISABLED && task.isLive()) {
      return;
    }
    if (task.status == Status.DISABLED) {
      if (wanted == Status.DONE) {
        forgetFailures(task);
      } else if (task.disabledByScheduler() && wanted != Status.DISABLED) {
        return;
      }
    }
    boolean adHoc = task.batch() != null && !task.batchable;
    Batch batch = task.batch();
    if (batch != null
        && (task.status == Status.RUNNING || task.status == Status.PARKED)
        && wanted != Status.RUNNING
        && wanted != Status.PARKED) {
      List<TaskState> members = new ArrayList<>(batch.members);
      batch.members.clear();
      for (TaskState member : members) {
        set(member, wanted, cause, now);
      }
      task.rare().batch = null;
      state.batches.remove(batch.id, batch);
    }
    switch (untold(task, cause) ? Status.DONE : wanted) {
      case FAILED -> failed(task, cause, adHoc, now);
      case DISABLED -> {
        if (task.rarity != null) {
          task.rarity.disabledAt = null;
        }
        change(task, Status.DISABLED, null, now);
      }
      case DONE -> {
        if (task.terms.retry() instanceof RetryRule.Counted && task.rarity != null) {
          task.rarity.failures = null;
        }
        change(task, Status.DONE, null, now);
      }
      case PENDING, RUNNING, PARKED, BATCH_RUNNING, UNKNOWN -> change(task, wanted, null, now);
    }
  }

  /**
   * Whether the attempt got the task done and its worker did not tell: who found the outputs will
   * not make them, and waits for a task that nobody runs any more.
   */
  private static boolean untold(TaskState task, Cause cause) {
    return switch (cause) {
      case LOSS, RELEASE -> task.isLive() && task.attempt().foundDone;
      case FAILURE, PERMANENT, CANCELLATION -> false;
    };
  }

  private void failed(TaskState task, Cause cause, boolean adHoc, Instant now) {
    boolean counts = task.status != Status.DISABLED && cause != Cause.CANCELLATION;
    switch (task.terms.retry()) {
      case RetryRule.Windowed rule -> {
        if (counts && failures(task).excessive(rule, now)) {
          task.rare().disabledAt = now;
          Instant end = after(now, state.settings.disablePersist());
          change(task, Status.DISABLED, state.returns.start(end, task), now);
        } else {
          boolean again = cause == Cause.FAILURE || cause == Cause.LOSS;
          change(task, Status.FAILED, again ? delayedRetry(task, now) : null, now);
        }
      }
      case RetryRule.Counted(Retry retry) -> {
        boolean tolerated =
            cause == Cause.LOSS && ++failures(task).losses <= state.settings.toleratedLosses();
        if (tolerated) {
          change(task, Status.PENDING, null, now);
        } else {
          int count = counts ? ++failures(task).count : failures(task).count;
          boolean again = (cause == Cause.FAILURE || cause == Cause.LOSS) && count <= retry.times();
          change(task, Status.FAILED, again ? countedRetry(task, retry, count, now) : null, now);
        }
      }
    }
    if (adHoc && task.status == Status.FAILED) {
      remove(task, now);
    }
  }

  /** Luigi's retry: failed, and pending again after the scheduler's delay. */
  private @Nullable Timer delayedRetry(TaskState task, Instant now) {
    Duration delay = state.settings.retryDelay();
    return delay.isNegative() ? null : state.returns.start(after(now, delay), task);
  }

  private Timer countedRetry(TaskState task, Retry retry, int count, Instant now) {
    return state.returns.start(now.plus(Failures.delay(retry, task.id, Math.max(1, count))), task);
  }

  /** Ends the disabling by too many failures: failed, and tried again like any failed task. */
  void reEnable(TaskState task, Instant now) {
    forgetFailures(task);
    change(task, Status.FAILED, delayedRetry(task, now), now);
  }

  /** Brings the task back whose time has come. */
  void due(TaskState task, Instant now) {
    task.timer = null;
    switch (task.status) {
      case FAILED -> set(task, Status.PENDING, now);
      case DISABLED -> reEnable(task, now);
      case PENDING, RUNNING, PARKED, BATCH_RUNNING, DONE, UNKNOWN ->
          throw new IllegalStateException("Task " + task + " has a timer");
    }
  }

  void forgetFailures(TaskState task) {
    if (task.rarity != null) {
      task.rarity.disabledAt = null;
      task.rarity.failures = null;
    }
  }

  /** Sets when the task is forgotten, unless that is set already. */
  void remove(TaskState task, Instant at) {
    Rarity rarity = task.rare();
    state.removals.stop(rarity.removal);
    rarity.removal = state.removals.start(at, task);
    state.changes.task(task.id);
  }

  /** What is due when something must be longer ago than {@code delay}, not just as long. */
  static Instant after(Instant start, Duration delay) {
    return start.plus(delay).plusNanos(1);
  }

  private static Failures failures(TaskState task) {
    Failures known = task.rare().failures;
    if (known == null) {
      known = new Failures();
      task.rare().failures = known;
    }
    return known;
  }

  /** Changes the status with all the books, and no rules. */
  private void change(TaskState task, Status wanted, @Nullable Timer timer, Instant now) {
    Status old = task.status;
    state.returns.stop(task.timer);
    task.timer = timer;
    if (old == wanted) {
      state.changes.task(task.id);
      state.graph.refresh(task);
      return;
    }
    boolean wasLive = task.isLive();
    leave(task, old);
    state.tasks.count(old, -1);
    state.tasks.count(wanted, 1);
    task.status = wanted;
    task.updated = now;
    boolean isLive = task.isLive();
    if (wanted == Status.RUNNING) {
      state.resources.take(task.attempt().held);
      state.running.add(task);
    }
    if (wasLive && !isLive) {
      endAttempt(task, old, now);
    } else if (isLive && !wasLive) {
      task.attempt().worker.running.add(task);
    }
    state.changes.task(task.id);
    state.graph.refresh(task);
  }

  private void leave(TaskState task, Status old) {
    switch (old) {
      case RUNNING -> {
        state.running.remove(task);
        state.resources.giveBack(task.attempt().held);
      }
      case BATCH_RUNNING -> {
        Batch batch = task.batch();
        if (batch != null) {
          batch.members.remove(task);
          task.rare().batch = null;
          if (batch.members.isEmpty()) {
            state.batches.remove(batch.id, batch);
          }
        }
      }
      case PARKED -> unpark(task);
      case PENDING, DONE, FAILED, DISABLED, UNKNOWN -> {}
    }
  }

  /** The awaited tasks are awaited no more; that they were found stays known. */
  private void unpark(TaskState task) {
    state.ready.remove(task);
    state.changes.taskDescribed(task.id);
    Edges edges = state.graph.edges;
    for (int e = task.firstDependency; e != 0; e = edges.nextDependency(e)) {
      state.graph.kind(e, edges.kind(e) & ~Edges.AWAITED);
    }
  }

  private void endAttempt(TaskState task, Status old, Instant now) {
    Attempt attempt = task.attempt();
    state.changes.attemptEnded(
        new AttemptEnd(
            task.id,
            task.family,
            task.parameters,
            task.attempts,
            attempt.worker.id,
            attempt.worker.profile.host(),
            attempt.since,
            now,
            ending(task, attempt, old),
            task.rarity == null ? Optional.empty() : task.rarity.explanation,
            waitedFor(task)),
        runs(task, attempt.worker));
    if (attempt.end == Attempt.End.GOING_ON) {
      attempt.end = Attempt.End.TAKEN_AWAY;
    }
    attempt.worker.running.remove(task);
    if (task.stakeholders.isEmpty()) {
      state.forsaken.add(task);
    }
  }

  private Optional<String> waitedFor(TaskState task) {
    TaskState last = state.graph.lastDone(task);
    return last == null ? Optional.empty() : Optional.of(last.id);
  }

  /** A worker that is just being dropped has no stake any more, and the attempt was its own. */
  private static List<String> runs(TaskState task, WorkerState worker) {
    List<String> ids = task.stakeholders.ids();
    if (worker.isAssistant() || task.stakeholders.contains(worker)) {
      return ids;
    }
    List<String> more = new ArrayList<>(ids);
    more.add(worker.id);
    return List.copyOf(more);
  }

  private static AttemptEnd.Ending ending(TaskState task, Attempt attempt, Status old) {
    if (attempt.lost) {
      return AttemptEnd.Ending.LOST;
    }
    return switch (task.status) {
      // The runner of a batch reports for its members.
      case DONE ->
          attempt.end == Attempt.End.REPORTED || old == Status.BATCH_RUNNING
              ? AttemptEnd.Ending.DONE
              : AttemptEnd.Ending.MARKED_DONE;
      case FAILED, DISABLED ->
          attempt.cancelled ? AttemptEnd.Ending.CANCELLED : AttemptEnd.Ending.FAILED;
      case PENDING, UNKNOWN, RUNNING, PARKED, BATCH_RUNNING -> AttemptEnd.Ending.RELEASED;
    };
  }
}
