/**
 * The daemon that all workers share.
 *
 * <p>Decides how its parts are put together, and in which order they start and stop; decides
 * nothing else.
 */
@NullMarked
package dev.stillson.server;

import org.jspecify.annotations.NullMarked;
