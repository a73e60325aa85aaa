/**
 * News for those who watch: that something changed, not what it changed from; and what attempts
 * log, as it is written.
 *
 * <p>Decides how changes are gathered and how often they are sent; decides nothing about what
 * changes, nor who may watch. A watcher who is slow hears less often, and of more at a time.
 */
@NullMarked
package dev.stillson.server.event;

import org.jspecify.annotations.NullMarked;
