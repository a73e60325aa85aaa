/**
 * The scheduler as a pure state machine: commands and the present time go in, replies and touched
 * rows come out.
 *
 * <p>Decides which task may run, when, on which worker and how often: statuses, order, resources,
 * batches, retries, leases and what becomes of work when a worker is gone. Decides nothing about
 * how commands arrive, where rows are kept or how a task is run; it has no thread, clock, I/O, log
 * or randomness, so that the same commands at the same times always give the same replies.
 */
@NullMarked
package dev.stillson.core.scheduler;

import org.jspecify.annotations.NullMarked;
