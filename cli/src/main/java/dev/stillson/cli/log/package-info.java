/**
 * Where log lines go: an SLF4J provider that writes each attempt's lines to a file of its own.
 *
 * <p>Decides which lines are kept, where, and which of them people see at once; decides nothing
 * about what is logged. A line belongs to the attempt in whose threads it is logged.
 */
@NullMarked
package dev.stillson.cli.log;

import org.jspecify.annotations.NullMarked;
