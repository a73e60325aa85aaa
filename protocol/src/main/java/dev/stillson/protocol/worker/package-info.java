/**
 * The native protocol of workers: requests with many commands and the replies to them, as JSON.
 *
 * <p>Decides what a message looks like, what of a message is refused before anything happens, and
 * how the format changes between versions; decides nothing about what a command does, which is the
 * scheduler's, or who may send it, which is the server's. {@code docs/protocol.md} describes the
 * same for other languages.
 */
@NullMarked
package dev.stillson.protocol.worker;

import org.jspecify.annotations.NullMarked;
