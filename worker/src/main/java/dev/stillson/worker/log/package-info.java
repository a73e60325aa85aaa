/**
 * Says to which attempt of which task a thread belongs, so that a logging back end can route lines.
 *
 * <p>Decides nothing about formats, levels or when a file is opened.
 */
@NullMarked
package dev.stillson.worker.log;

import org.jspecify.annotations.NullMarked;
