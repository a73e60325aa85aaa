/**
 * What people and programs see while a run is going on: a live area on a terminal, plain lines
 * elsewhere, JSON lines on request.
 *
 * <p>Decides how much is shown and how; decides nothing about the run. Everything that comes from
 * tasks is made harmless before it is printed.
 */
@NullMarked
package dev.stillson.cli.progress;

import org.jspecify.annotations.NullMarked;
