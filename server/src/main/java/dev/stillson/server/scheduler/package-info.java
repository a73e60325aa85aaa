/**
 * The way of a command: many threads hand in work, one thread applies it to the scheduler, what
 * changed is stored in groups, and only then the replies go out.
 *
 * <p>Decides the order of commands and when they count; decides nothing about what they do, which
 * is the scheduler's, or how rows are stored, which is the store's.
 */
@NullMarked
package dev.stillson.server.scheduler;

import org.jspecify.annotations.NullMarked;
