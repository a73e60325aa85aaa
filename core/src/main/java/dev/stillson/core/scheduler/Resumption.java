package dev.stillson.core.scheduler;

import java.util.List;

/**
 * A parked task may go on.
 *
 * @param taskId the task
 * @param attempt the attempt that was parked and now runs again
 * @param failed those of the awaited tasks that are not done and never will be by themselves;
 *     empty: all are done
 */
public record Resumption(String taskId, int attempt, List<String> failed) {}
