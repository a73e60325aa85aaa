/**
 * The front of the server: one table of routes and the one way in, which every request takes.
 *
 * <p>Decides what reaches a handler: which paths exist, who may call them, from which sites, how
 * large a body may be; and how errors look. Decides nothing about what handlers do.
 */
@NullMarked
package dev.stillson.server.http;

import org.jspecify.annotations.NullMarked;
