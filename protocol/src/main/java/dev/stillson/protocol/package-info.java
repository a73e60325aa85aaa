/**
 * How commands and replies of the scheduler look on the wire.
 *
 * <p>Decides formats and their versions; decides nothing about who may say what, which is the
 * server's, or what a command does, which is the scheduler's.
 */
@NullMarked
package dev.stillson.protocol;

import org.jspecify.annotations.NullMarked;
