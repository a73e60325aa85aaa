package dev.stillson.core.scheduler;

/**
 * A worker's right to run a task. It ends with the attempt; the attempt number is the fence that
 * keeps a late report of a lost attempt out.
 *
 * @param taskId the task
 * @param attempt the number of the attempt, from 1
 */
public record Lease(String taskId, int attempt) {}
