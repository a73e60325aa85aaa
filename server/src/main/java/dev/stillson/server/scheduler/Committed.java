package dev.stillson.server.scheduler;

import dev.stillson.core.scheduler.AttemptEnd;
import dev.stillson.core.scheduler.AttemptStart;
import dev.stillson.core.scheduler.TaskRow;
import dev.stillson.core.scheduler.WorkerRow;
import java.time.Instant;
import java.util.List;

/**
 * What a stored group of commands changed. A task or worker that is removed and changed is a new
 * one.
 *
 * @param at when the last command of the group was applied
 * @param tasks tasks that are new or differ
 * @param removedTasks ids of tasks that are gone
 * @param workers workers that are new or differ; a mere sign of life is told a moment later, before
 *     it is stored
 * @param removedWorkers ids of workers that are gone
 * @param general whether the pause or the totals of resources differ
 * @param started attempts that began
 * @param ended attempts that came to their end
 */
public record Committed(
    Instant at,
    List<TaskRow> tasks,
    List<String> removedTasks,
    List<WorkerRow> workers,
    List<String> removedWorkers,
    boolean general,
    List<AttemptStart> started,
    List<AttemptEnd> ended) {}
