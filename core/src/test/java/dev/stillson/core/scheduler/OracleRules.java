package dev.stillson.core.scheduler;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What becomes of a task of the {@link Oracle}, by the letter of the rules. */
class OracleRules extends OracleState {
  OracleRules(SchedulerSettings settings) {
    super(settings);
  }

  void raise(Work task, double priority) {
    task.priority = priority;
    for (Set<String> ids : List.of(task.hard, task.soft, task.dynamic)) {
      for (String id : ids) {
        if (tasks.containsKey(id) && tasks.get(id).priority < priority) {
          raise(tasks.get(id), priority);
        }
      }
    }
  }

  void unable(Work task, Party worker) {
    if (task.able.remove(worker) && task.latest == worker) {
      task.latest = task.able.isEmpty() ? null : task.able.last();
    }
  }

  void forget(Work task) {
    task.disabledAt = null;
    task.firstFailure = null;
    task.failures.clear();
    task.count = 0;
    task.losses = 0;
  }

  void reEnable(Work task, Instant now) {
    forget(task);
    task.status = Status.FAILED;
    task.updated = now;
    task.due = retry(now);
  }

  @Nullable Instant retry(Instant now) {
    return settings.retryDelay().isNegative() ? null : later(now, settings.retryDelay());
  }

  static Instant later(Instant now, java.time.Duration delay) {
    return now.plus(delay).plusNanos(1);
  }

  void set(Work task, Status wanted, String cause, Instant now) {
    if (wanted == Status.DISABLED && task.live()) {
      return;
    }
    if (task.status == Status.DISABLED && wanted == Status.DONE) {
      forget(task);
    } else if (task.status == Status.DISABLED
        && task.disabledAt != null
        && wanted != Status.DISABLED) {
      return;
    }
    boolean adHoc = task.batch != null && !task.batchable;
    for (Work member : crew(task)) {
      if (member != task) {
        set(member, wanted, cause, now);
      }
      member.batch = null;
    }
    if (task.live() && task.foundDone && Set.of("LOSS", "RELEASE").contains(cause)) {
      wanted = Status.DONE;
    }
    Status result = wanted;
    Instant due = null;
    if (wanted == Status.DISABLED) {
      task.disabledAt = null;
    } else if (wanted == Status.DONE && task.counted()) {
      forget(task);
    } else if (wanted == Status.FAILED) {
      boolean again = cause.equals("FAILURE") || cause.equals("LOSS");
      boolean counts = task.status != Status.DISABLED && !cause.equals("CANCELLATION");
      if (task.terms.retry() instanceof RetryRule.Counted rule) {
        if (cause.equals("LOSS") && ++task.losses <= settings.toleratedLosses()) {
          result = Status.PENDING;
        } else {
          task.count += counts ? 1 : 0;
          if (again && task.count <= rule.retry().times()) {
            due = now.plus(Failures.delay(rule.retry(), task.id, task.count));
          }
        }
      } else if (task.terms.retry() instanceof RetryRule.Windowed rule) {
        if (counts) {
          task.failures.add(now);
          task.firstFailure = task.firstFailure == null ? now : task.firstFailure;
          task.failures.removeIf(time -> time.isBefore(now.minus(rule.window())));
        }
        if (counts
            && (task.failures.size() >= rule.failures()
                || !now.isBefore(
                    Objects.requireNonNull(task.firstFailure).plus(rule.hardTimeout())))) {
          result = Status.DISABLED;
          task.disabledAt = now;
          due = later(now, settings.disablePersist());
        } else if (again) {
          due = retry(now);
        }
      }
      if (adHoc && result == Status.FAILED) {
        task.removal = now;
      }
    }
    task.updated = result == task.status ? task.updated : now;
    task.status = result;
    task.due = due;
    task.awaited.clear();
  }
}
