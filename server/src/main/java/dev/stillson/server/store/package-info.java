/**
 * Keeps the scheduler's state and its history in a database, as rows that an operator can query.
 *
 * <p>Decides how rows are laid out, when a state can be used and who may write to it; decides
 * nothing about what they mean or when a group of commands is complete. Times are nanoseconds since
 * 1970 UTC.
 */
@NullMarked
package dev.stillson.server.store;

import org.jspecify.annotations.NullMarked;
