/**
 * The API that pipeline authors write against: what a task, its requirements, its targets and its
 * parameters are.
 *
 * <p>Decides the meaning of a pipeline; decides nothing about when, where or in which order tasks
 * run, and does no I/O.
 */
@NullMarked
package dev.stillson;

import org.jspecify.annotations.NullMarked;
