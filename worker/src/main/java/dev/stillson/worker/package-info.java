/**
 * Plans and runs pipelines: asks stores what exists, announces tasks to a scheduler, runs what the
 * scheduler hands out, and says what came of it.
 *
 * <p>Decides how a task is looked at, run, bounded, cancelled and reported; decides nothing about
 * which task is next, when a failure is tried again or who may run what: that is the scheduler's.
 */
@NullMarked
package dev.stillson.worker;

import org.jspecify.annotations.NullMarked;
