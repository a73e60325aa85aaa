package dev.stillson.core.scheduler;

import java.time.Instant;

/**
 * A task was handed out.
 *
 * @param taskId the task
 * @param family its family
 * @param attempt the attempt's number, from 1
 * @param ready since when it could have been: it was pending, and all that it requires was done;
 *     what else it waited for is a worker, a resource or the end of a pause
 * @param started when it was handed out; with a clock that jumps it may be before
 */
public record AttemptStart(
    String taskId, String family, int attempt, Instant ready, Instant started) {}
