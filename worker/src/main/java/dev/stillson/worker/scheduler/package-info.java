/**
 * How a worker talks to its scheduler: one in this process, or (later) one behind HTTP.
 *
 * <p>Decides how commands travel and when it is worth asking again; decides nothing about which
 * task is next, which is the scheduler's, or how a task runs, which is the worker's.
 */
@NullMarked
package dev.stillson.worker.scheduler;

import org.jspecify.annotations.NullMarked;
