package dev.stillson.server.store;

import dev.stillson.core.scheduler.AttemptEnd;
import dev.stillson.core.scheduler.TaskRow;
import dev.stillson.core.scheduler.WorkerRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a group of commands changed. Removals come before all else: a task or worker that is removed
 * and named again is a new one.
 *
 * @param at when the last command of the group was applied
 * @param removedTasks the {@link TaskRow#order orders} of tasks that are gone
 * @param described tasks that are new or differ in their description
 * @param tasks tasks that differ only in what changes while they wait and run
 * @param outputs where the results of some of these tasks are, by what workers told
 * @param removedWorkers ids of workers that are gone
 * @param workers workers that are new or differ
 * @param general the rest of the state, if it differs
 * @param ended attempts that came to their end
 * @param runs runs that came to their end
 * @param audit what people did
 * @param backfills what became of backfills
 */
public record Changeset(
    Instant at,
    List<Long> removedTasks,
    List<TaskRow> described,
    List<TaskRow> tasks,
    List<Outputs> outputs,
    List<String> removedWorkers,
    List<WorkerRow> workers,
    Optional<General> general,
    List<Ended> ended,
    List<RunRecord> runs,
    List<AuditEntry> audit,
    List<BackfillChange> backfills) {

  /**
   * What concerns the scheduler as a whole.
   *
   * @param totals how much there is of each resource that was set
   * @param paused whether no tasks are started
   */
  public record General(Map<String, Double> totals, boolean paused) {}

  /**
   * Where the results of a task are.
   *
   * @param order the task's {@link TaskRow#order}
   * @param texts what people call each place; not empty
   */
  public record Outputs(long order, List<String> texts) {}

  /**
   * An attempt that came to its end.
   *
   * @param attempt the attempt
   * @param runs ids of the workers of the runs with a stake in its task
   */
  public record Ended(AttemptEnd attempt, List<String> runs) {}

  /** Whether there is nothing to store. */
  public boolean isEmpty() {
    return removedTasks.isEmpty()
        && described.isEmpty()
        && tasks.isEmpty()
        && removedWorkers.isEmpty()
        && workers.isEmpty()
        && general.isEmpty()
        && ended.isEmpty()
        && runs.isEmpty()
        && audit.isEmpty()
        && backfills.isEmpty();
  }
}
