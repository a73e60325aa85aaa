/**
 * What the server's log says about requests.
 *
 * <p>Decides which requests are worth a line and what of them must not be in it; decides nothing
 * about where lines go.
 */
@NullMarked
package dev.stillson.server.log;

import org.jspecify.annotations.NullMarked;
