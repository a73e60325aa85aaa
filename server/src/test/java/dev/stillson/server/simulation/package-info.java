/**
 * The server, its store, the network and the workers in one thread and in virtual time. Server,
 * scheduler and protocol are the real ones; workers, network, disk and clock are models that fail.
 *
 * <p>Decides what goes wrong and what must hold all the same; decides nothing about what a command
 * does.
 */
@NullMarked
package dev.stillson.server.simulation;

import org.jspecify.annotations.NullMarked;
