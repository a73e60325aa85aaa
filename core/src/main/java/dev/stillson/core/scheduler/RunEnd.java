package dev.stillson.core.scheduler;

import java.time.Instant;

/**
 * The end of a run: a worker with a stake in tasks is gone. Its tasks may go on for others.
 *
 * @param worker the worker's id
 * @param profile what it told about itself
 * @param started when it was first heard of
 * @param lastActive when it was last heard of
 * @param lastChange when a task of it last changed its status
 * @param ended when it left, or was found to be silent
 * @param lost whether it fell silent instead of saying goodbye
 * @param live how many of its tasks could still have come to an end by themselves
 * @param counts what its tasks were at that moment
 */
public record RunEnd(
    String worker,
    WorkerProfile profile,
    Instant started,
    Instant lastActive,
    Instant lastChange,
    Instant ended,
    boolean lost,
    int live,
    RunCounts counts) {}
