package dev.stillson.core.scheduler;

import java.util.List;
import java.util.Map;

/**
 * All that a scheduler knows. A scheduler made from it behaves as the one it was taken from.
 *
 * @param tasks the tasks
 * @param workers the workers
 * @param totals how much there is of each resource that was set
 * @param paused whether no tasks are started
 */
public record Snapshot(
    List<TaskRow> tasks, List<WorkerRow> workers, Map<String, Double> totals, boolean paused) {}
